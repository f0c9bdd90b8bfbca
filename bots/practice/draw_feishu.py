"""Feishu's messages as its client draws them; cards of schema 1.0 and 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bots.practice.chat_html import FEISHU, at, markdown_html, text_html
from bots.practice.opened import row, table, text
from bots.practice.shown import Shown, Tap, address
from bots.redact import redact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TONES = {"red", "carmine", "orange", "yellow", "green", "blue", "wathet", "turquoise", "purple", "violet", "grey"}
_WORDS = {"image": "［图片］", "share_chat": "［群名片］"}


def draw(payload: Mapping[str, Any], names: Mapping[str, str]) -> Shown:
    """Draw one payload."""
    kind = text(payload["msg_type"])
    content = table(payload.get("content"))
    match kind:
        case "text":
            return Shown(_text(text(content["text"]), names))
        case "post":
            post = table(next(iter(table(content["post"]).values())))
            rows = Markup("").join(_post_row(row(one), names) for one in row(post["content"]))
            return Shown(rows, head=text(post.get("title")), tone="plain")
        case "interactive":
            return _card(table(payload["card"]), names)
    return Shown(text_html(_WORDS.get(kind, f"［{kind}］")))


def _text(said: str, names: Mapping[str, str]) -> Markup:
    return text_html(redact(said), tagged=names)


def _post_row(pieces: list[Any], names: Mapping[str, str]) -> Markup:
    drawn = []
    for piece in map(table, pieces):
        said = redact(text(piece.get("text")))
        match text(piece.get("tag")):
            case "a":
                drawn.append(Markup("<a href='{}' rel='noreferrer'>{}</a>").format(address(piece.get("href")), said))
            case "at":
                drawn.append(at(text(piece.get("user_id")), names))
            case _:
                drawn.append(Markup("{}").format(said))
    return Markup("<p>{}</p>").format(Markup("").join(drawn) or "\u00a0")


def _card(card: Mapping[str, Any], names: Mapping[str, str]) -> Shown:
    header = table(card.get("header"))
    elements = row(table(card.get("body")).get("elements")) or row(card.get("elements"))
    tone = text(header.get("template"))
    return Shown(
        body=Markup("").join(_element(table(one), names) for one in elements),
        head=text(table(header.get("title")).get("content")),
        under=text(table(header.get("subtitle")).get("content")),
        tone=tone if tone in _TONES else "plain",
        taps=tuple(_buttons(elements)),
        side_by_side=True,
    )


def _element(element: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    match text(element.get("tag")):
        case "markdown" | "lark_md":
            return markdown_html(redact(text(element.get("content"))), FEISHU, names)
        case "plain_text":
            return text_html(redact(text(element.get("content"))))
        case "div":
            return _element(table(element.get("text")), names)
        case "hr":
            return Markup("<hr>")
        case "img":
            return Markup("<p class='pic'>图片</p>")
        case "note":
            inner = Markup("").join(_element(table(one), names) for one in row(element.get("elements")))
            return Markup("<div class='note'>{}</div>").format(inner)
        case "column_set":
            columns = Markup("").join(
                Markup("<div>{}</div>").format(
                    Markup("").join(_element(table(one), names) for one in row(table(column).get("elements")))
                )
                for column in row(element.get("columns"))
            )
            return Markup("<div class='columns'>{}</div>").format(columns)
    return Markup("")


def _buttons(elements: list[Any]) -> Iterator[Tap]:
    for element in map(table, elements):
        if element.get("tag") == "action":
            yield from _buttons(row(element.get("actions")))
        elif element.get("tag") == "button":
            jumps = [table(one).get("default_url") for one in row(element.get("behaviors"))]
            url = next(filter(None, map(address, [*jumps, element.get("url")])), "")
            yield Tap(text(table(element.get("text")).get("content")), url, text(element.get("type")))
