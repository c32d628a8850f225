"""Claims from reports in plain text, by grammar and lexicons: offline, in milliseconds, nothing invented."""

from __future__ import annotations

from kedja_ingest.article.extract import extract_article
from kedja_ingest.article.reader import ArticleReader

__all__ = ["ArticleReader", "extract_article"]
