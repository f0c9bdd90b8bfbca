"""What stands in an address (网址里的参数): a sign that no database keeps (NUL) is left out of it, and is no part of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

if TYPE_CHECKING:
    from flask import Flask


def init(app: Flask) -> None:
    """Read addresses so from now on."""
    app.request_class = CleanRequest
    app.before_request(_no_such_path)


class CleanRequest(Request):
    """A request whose questions are text that every engine takes."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        """The parameters of the address, in their order."""
        asked = super().args.items(multi=True)
        return ImmutableMultiDict([(name.replace("\0", ""), text.replace("\0", "")) for name, text in asked])


def _no_such_path() -> None:
    if "\0" in request.path:
        abort(404)
