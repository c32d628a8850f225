"""Ids in paths: an entity's id has a slash, so that it needs a form of its own among the parts of a path."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor


class _Id(Convertor[str]):
    """An id such as `organization/miljodata`: two parts and no more, so that `/claims` behind it is another route."""

    regex = "[^/]+/[^/]+"

    def convert(self, value: str) -> str:
        """The id."""
        return value

    def to_string(self, value: str) -> str:
        """The id."""
        return value


register_url_convertor("id", _Id())

#: An id in a route's path.
ID = "{id:id}"
