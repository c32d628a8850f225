"""Every kind of report becomes the same document: text, and what is known of its source."""
