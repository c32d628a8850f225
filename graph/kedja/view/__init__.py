"""Network pages: one thing and its surroundings as a self-contained HTML file."""

from __future__ import annotations

from kedja.view.model import Neighbourhood
from kedja.view.notebook import Page
from kedja.view.render import page

__all__ = ["Neighbourhood", "Page", "page"]
