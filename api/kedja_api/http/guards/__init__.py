"""What stands before the routes: checks and limits that hold for every request."""

from __future__ import annotations
