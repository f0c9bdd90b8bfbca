"""WeCom's messages as its client draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bots.practice.chat_html import V2, WECOM, markdown_html, text_html
from bots.practice.opened import row, table, text
from bots.practice.shown import Field, Shown, Tap, address
from bots.redact import redact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TONES = {1: "", 2: "red", 3: "green"}


def draw(payload: Mapping[str, Any], notified: Sequence[str], names: Mapping[str, str]) -> Shown:
    """Draw one payload; ``notified`` are the names that WeCom writes behind a text by itself."""
    kind = text(payload["msgtype"])
    content = table(payload.get(kind))
    match kind:
        case "text":
            ats = Markup("").join(Markup(" <b class='at'>@{}</b>").format(name) for name in notified)
            return Shown(text_html(redact(text(content["content"]))) + ats)
        case "markdown":
            return Shown(markdown_html(redact(text(content["content"])), WECOM, names))
        case "markdown_v2":
            return Shown(markdown_html(redact(text(content["content"])), V2, names))
        case "template_card":
            return _card(content)
        case "news":
            return Shown(articles=tuple(_article(table(one)) for one in row(content["articles"])))
        case "image":
            data = text(content["base64"])
            kinds = {"iVBOR": "png", "/9j/": "jpeg"}
            found = next((kind for start, kind in kinds.items() if data.startswith(start)), "")
            return Shown(picture=f"data:image/{found};base64,{data}") if found else Shown(text_html("［图片］"))
        case "file":
            return Shown(text_html("［文件］"))
        case "voice":
            return Shown(text_html("［语音］"))
    return Shown(text_html(f"［{kind}］"))


def _card(card: Mapping[str, Any]) -> Shown:
    title, big, quote, source = (
        table(card.get(name)) for name in ("main_title", "emphasis_content", "quote_area", "source")
    )
    color = source.get("desc_color")
    jumps = [table(jump) for jump in row(card.get("jump_list"))]
    return Shown(
        body=text_html(redact(text(card.get("sub_title_text")))),
        head=text(title.get("title")),
        under=text(title.get("desc")),
        tone=_TONES.get(color, "gray") if isinstance(color, int) else "gray",
        source=text(source.get("desc")),
        big=Field(text(big.get("title")), text(big.get("desc"))) if big else None,
        quote=Tap(text(quote.get("title")), address(quote.get("url")), text(quote.get("quote_text")))
        if quote
        else None,
        fields=tuple(
            Field(text(one.get("keyname")), redact(text(one.get("value"))), address(one.get("url")))
            for one in map(table, row(card.get("horizontal_content_list")))
        ),
        taps=tuple(Tap(text(jump.get("title")), address(jump.get("url"))) for jump in jumps),
        whole=address(table(card.get("card_action")).get("url")),
    )


def _article(article: Mapping[str, Any]) -> Tap:
    return Tap(
        text(article.get("title")),
        address(article.get("url")),
        text(article.get("description")),
        bool(article.get("picurl")),
    )
