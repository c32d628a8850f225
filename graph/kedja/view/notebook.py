"""A network page as a notebook shows it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A self-contained page: its text is the HTML file, and a notebook shows it in a frame of its own."""

    html: str

    def __str__(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"Page({len(self.html):,} characters)"

    def _repr_html_(self) -> str:
        """The page in a frame without an origin, so that it cannot reach the notebook."""
        frame = 'width="100%" height="720" style="border:0" sandbox="allow-scripts allow-popups"'
        return f'<iframe {frame} srcdoc="{escape(self.html, quote=True)}"></iframe>'
