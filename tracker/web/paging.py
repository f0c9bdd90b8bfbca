"""Long lists by the page (分页): which part of a list an address asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list of `total` lines, `size` a page; `name` is its parameter in the address, so that a page may hold several."""

    number: int
    last: int
    size: int
    total: int
    name: str
    endpoint: str

    @property
    def offset(self) -> int:
        """How many lines stand before it."""
        return (self.number - 1) * self.size

    def href(self, number: int) -> str:
        """The same list at another page; the other parameters of the address stay."""
        inside = request.view_args if request.endpoint == self.endpoint else {}
        kept: dict[str, Any] = {**request.args.to_dict(), **(inside or {})}
        return url_for(self.endpoint, **{**kept, self.name: number if number > 1 else None})


def page_of(total: int, size: int, name: str = "page", *, endpoint: str | None = None) -> Page:
    """The page that the address asks for; what lies beyond the list becomes its last page.

    `endpoint` is the list's own where another address shows it too, after a refused form.
    """
    last = max(1, -(-total // size))
    number = min(max(1, request.args.get(name, 1, type=int)), last)
    return Page(number, last, size, total, name, endpoint or request.endpoint or "")
