"""The dialogue of `kedja review`: a claim beside its text, and what a person makes of it."""

from __future__ import annotations
