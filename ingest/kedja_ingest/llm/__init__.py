"""Claims from reports by a language model that the user names; every claim is checked against the text."""

from __future__ import annotations

from kedja_ingest.llm.reader import LlmReader
from kedja_ingest.llm.settings import Settings

__all__ = ["LlmReader", "Settings"]
