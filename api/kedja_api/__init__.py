"""The outermost layer: the query API over HTTP, and the command line."""

from __future__ import annotations
