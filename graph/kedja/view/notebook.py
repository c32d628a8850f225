"""A page that shows itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of a network page; `str` gives it for a file, a notebook shows it in a frame of its own."""

    html: str

    def __str__(self) -> str:
        return self.html

    def _repr_html_(self) -> str:
        """The page in a sandboxed frame, which can reach neither the notebook nor its cookies."""
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-popups" title="Network page" '
            'style="width: 100%; height: 720px; border: 1px solid #8884"></iframe>'
        )
