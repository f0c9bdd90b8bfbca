"""DingTalk's messages as its client draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.practice.chat_html import DINGTALK, markdown_html, text_html
from bots.practice.opened import row, table, text
from bots.practice.shown import Shown, Tap, address
from bots.redact import redact

if TYPE_CHECKING:
    from collections.abc import Mapping


def draw(payload: Mapping[str, Any], names: Mapping[str, str]) -> Shown:
    """Draw one payload. In texts people are marked whom ``at`` names; in markdown nobody is."""
    kind = text(payload["msgtype"])
    content = table(payload.get(kind))
    match kind:
        case "text":
            return Shown(text_html(text(content["content"]), _called(payload, names)))
        case "markdown":
            return Shown(markdown_html(redact(text(content["text"])), DINGTALK, names))
        case "actionCard":
            return Shown(
                markdown_html(redact(text(content["text"])), DINGTALK, names),
                taps=_buttons(content),
                side_by_side=content.get("btnOrientation") == "1",
            )
        case "link":
            tap = Tap(
                text(content["title"]),
                address(content.get("messageUrl")),
                redact(text(content["text"])),
                has_picture=bool(content.get("picUrl")),
            )
            return Shown(articles=(tap,))
        case "feedCard":
            return Shown(articles=tuple(_article(table(one)) for one in row(content["links"])))
    return Shown(text_html(f"［{kind}］"))


def _called(payload: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    at = table(payload.get("at"))
    people = [str(one) for name in ("atMobiles", "atUserIds") for one in row(at.get(name))]
    return {f"@{one}": f"@{names.get(one) or redact(one)}" for one in people}


def _buttons(content: Mapping[str, Any]) -> tuple[Tap, ...]:
    if content.get("singleURL"):
        return (Tap(text(content.get("singleTitle")) or "查看", address(content["singleURL"])),)
    buttons = [table(button) for button in row(content.get("btns"))]
    return tuple(Tap(text(button.get("title")), address(button.get("actionURL"))) for button in buttons)


def _article(link: Mapping[str, Any]) -> Tap:
    return Tap(text(link.get("title")), address(link.get("messageURL")), "", bool(link.get("picURL")))
