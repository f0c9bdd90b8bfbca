"""Laying a message out in payloads (排版): one if it fits, else numbered parts, each complete in itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bots.markdown import Line, Shape, Span, parse
from bots.split import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bots.message import Message

Payload = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """What one part must show: numbered title, lines, foot; only the ``first`` part pings people."""

    title: str
    lines: tuple[Line, ...]
    foot: str
    first: bool


@dataclass(frozen=True)
class Form:
    """How one kind of payload is written and weighed.

    ``build`` turns a page into a payload, ``weigh`` gives the bytes the platform counts, ``texts`` what it
    searches for keywords. A message up to
    ``limit`` goes out whole; a longer one is cut into parts of at most ``budget``, which leaves room for
    what the platform may count differently.
    """

    build: Callable[[Page], Payload]
    weigh: Callable[[Payload], int]
    texts: Callable[[Payload], Iterable[str]]
    limit: int
    budget: int


def lay_out(
    message: Message,
    form: Form,
    *,
    keywords: Sequence[str] = (),
    max_parts: int | None = None,
    link_in_text: bool = True,
    tight: bool = False,
) -> list[Payload]:
    """Write ``message`` in ``form``; the list is never empty.

    With ``max_parts`` a longer message ends with a sentence that says how much is missing; ``tight`` is
    half the budget, for a platform that found a message too long. Raises ``ValueError`` if title, people
    and keywords leave no room for a single character.
    """
    form = _halved(form) if tight else form
    lines = _lines(message, link_in_text=link_in_text)
    whole = _written(message, form, lines, "", keywords, first=True)
    if form.weigh(whole) <= form.limit:
        return [whole]

    def fits(some: Sequence[Line]) -> bool:
        # Weighed as the part that carries the most: the people, the widest number and a keyword of its own.
        page = _page(message, some, "(99/99)", first=True)
        return form.weigh(form.build(_with_keyword(page, keywords))) <= form.budget

    cuts = split(lines, fits)
    if max_parts is not None and len(cuts) > max_parts:
        cuts = _shortened(cuts, max_parts, fits)
    return [
        _written(message, form, cut, f"({n}/{len(cuts)})", keywords, first=n == 1)
        for n, cut in enumerate(cuts, start=1)
    ]


def fits_whole(
    message: Message, form: Form, *, keywords: Sequence[str], link_in_text: bool = True, tight: bool = False
) -> bool:
    """Whether ``message`` needs only one payload of this form."""
    form = _halved(form) if tight else form
    lines = _lines(message, link_in_text=link_in_text)
    return form.weigh(_written(message, form, lines, "", keywords, first=True)) <= form.limit


def _halved(form: Form) -> Form:
    return replace(form, limit=form.budget // 2, budget=form.budget // 2)


def _written(
    message: Message, form: Form, lines: Sequence[Line], number: str, keywords: Sequence[str], *, first: bool
) -> Payload:
    page = _page(message, lines, number, first=first)
    payload = form.build(page)
    # Looked for in what was written: **督**办 reads as the keyword and is not it.
    if any(word in text for text in form.texts(payload) for word in keywords):
        return payload
    return form.build(_with_keyword(page, keywords))


def _page(message: Message, lines: Sequence[Line], number: str, *, first: bool) -> Page:
    foot = f"编号 #{message.ref}" if message.ref else ""
    return Page(f"{message.title} {number}".strip(), tuple(lines), foot, first)


def _with_keyword(page: Page, keywords: Sequence[str]) -> Page:
    return replace(page, foot=f"{page.foot} {keywords[0]}".strip()) if keywords else page


def _lines(message: Message, *, link_in_text: bool) -> list[Line]:
    lines = list(parse(message.body))
    if message.link and link_in_text:
        link = Line(Shape.TEXT, (Span(message.link.label, url=message.link.url),))
        lines += [Line(Shape.BLANK), link] if lines else [link]
    return lines


def _shortened(cuts: list[list[Line]], max_parts: int, fits: Callable[[Sequence[Line]], bool]) -> list[list[Line]]:
    kept, missing = cuts[:max_parts], [line for cut in cuts[max_parts:] for line in cut]
    last = kept[-1]
    while True:
        count = sum(len(line.text) for line in missing)
        notice = Line(Shape.TEXT, (Span(f"（余下 {count} 字没有列出，请打开系统查看）"),))
        # The one-tap link stands in the very last line and must survive the shortening.
        link = [line for line in missing[-1:] if line.spans and line.spans[0].url]
        end = [notice, *link]
        if not last or fits([*last, *end]):
            return [*kept[:-1], [*last, *end]]
        missing = [last[-1], *missing]
        last = last[:-1]
