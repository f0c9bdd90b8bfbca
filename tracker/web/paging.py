"""Long lists by the page (分页): which part of a list an address asks for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list of `total` lines, `size` a page; `name` is its parameter in the address, so that a page may hold several."""

    number: int
    last: int
    size: int
    total: int
    name: str = "page"

    @property
    def offset(self) -> int:
        """How many lines stand before it."""
        return (self.number - 1) * self.size

    def href(self, number: int) -> str:
        """The same list at another page; the other parameters of the address stay."""
        kept = {**request.args.to_dict(), **(request.view_args or {})}
        return url_for(request.endpoint or "", **{**kept, self.name: number if number > 1 else None})


def page_of(total: int, size: int, name: str = "page") -> Page:
    """The page that the address asks for; what lies beyond the list becomes its last page."""
    last = max(1, -(-total // size))
    return Page(min(max(1, request.args.get(name, 1, type=int)), last), last, size, total, name)
