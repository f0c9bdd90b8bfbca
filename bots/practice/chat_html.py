"""Showing markdown as its platform does (聊天窗口里的样子): what that cannot show stays as typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from bots.words import Platform


@dataclass(frozen=True)
class _Dialect:
    """What a platform's markdown can do. ``hard``: every newline is a new line."""

    lists: bool
    hard: bool
    fonts: bool
    mention: str


# Patterns work on escaped text.
_DIALECTS = {
    Platform.WECOM: _Dialect(lists=False, hard=True, fonts=True, mention=r"&lt;@([\w.\-]+)&gt;"),
    Platform.DINGTALK: _Dialect(lists=True, hard=False, fonts=False, mention=r"(?<!\S)@([\w.\-+]{4,64})"),
    Platform.FEISHU: _Dialect(
        lists=True,
        hard=True,
        fonts=True,
        mention=r"&lt;at id=(?:&#34;)?([\w.\-]+)(?:&#34;)?&gt;(?:.*?&lt;/at&gt;)?",
    ),
}


def markdown_html(text: str, platform: Platform) -> Markup:
    """Turn a message's markdown into safe HTML. Nothing in it can become a tag of its own."""
    dialect = _DIALECTS[platform]
    return Markup("".join(_blocks(text, dialect)))  # noqa: S704 every piece below went through escape()


def text_html(text: str, platform: Platform) -> Markup:
    """Turn plain text into safe HTML: lines, addresses as links, and on Feishu its mention tags."""
    safe = str(escape(text))
    if platform is Platform.FEISHU:
        safe = re.sub(r"&lt;at user_id=&#34;[^&]*&#34;&gt;(.*?)&lt;/at&gt;", r"<b class='at'>@\1</b>", safe)
    safe = re.sub(r"https?://[^\s<，。；]+", _bare_link, safe)
    return Markup("<p>" + safe.replace("\n", "<br>") + "</p>")  # noqa: S704 escaped above


def _blocks(text: str, dialect: _Dialect) -> list[str]:
    out: list[str] = []
    open_tag = ""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        tag, inner = _block_of(line, dialect)
        if tag != open_tag:
            out += [_CLOSE.get(open_tag, ""), _OPEN.get(tag, "")]
            open_tag = tag
        if not tag.startswith("h") and tag not in ("ul", "ol", "") and i and _block_of(lines[i - 1], dialect)[0] == tag:
            broken = dialect.hard or lines[i - 1].endswith("  ")
            out.append("<br>" if broken else " ")
        shown = _inline(inner, dialect)
        if tag.startswith("h"):
            out.append(f"<{tag}>{shown}</{tag}>")
        else:
            out.append(f"<li>{shown}</li>" if tag in ("ul", "ol") else shown)
    return [*out, _CLOSE.get(open_tag, "")]


_OPEN = {"p": "<p>", "q": "<blockquote>", "ul": "<ul>", "ol": "<ol>"}
_CLOSE = {"p": "</p>", "q": "</blockquote>", "ul": "</ul>", "ol": "</ol>"}


def _block_of(line: str, dialect: _Dialect) -> tuple[str, str]:
    if not line.strip():
        return "", ""
    if found := re.fullmatch(r"(#{1,6}) +(.+)", line):
        return f"h{min(len(found[1]) + 2, 6)}", found[2]
    if line.startswith(">"):
        return "q", line[1:].lstrip()
    if dialect.lists and (found := re.fullmatch(r"[-*+] +(.+)", line)):
        return "ul", found[1]
    if dialect.lists and (found := re.fullmatch(r"\d+\. +(.+)", line)):
        return "ol", found[1]
    return "p", line.rstrip()


def _inline(text: str, dialect: _Dialect) -> str:
    safe = str(escape(text))
    safe = re.sub(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)", r"<a href='\2' rel='noreferrer'>\1</a>", safe)
    safe = re.sub(r"\*\*(\S|\S.*?\S)\*\*", r"<b>\1</b>", safe)
    safe = re.sub(r"`([^`]+)`", r"<code>\1</code>", safe)
    if dialect.fonts:
        safe = re.sub(
            r"&lt;font color=&#34;(info|comment|warning)&#34;&gt;(.*?)&lt;/font&gt;",
            r"<span class='\1'>\2</span>",
            safe,
        )
    return re.sub(dialect.mention, r"<b class='at'>@\1</b>", safe)


def _bare_link(found: re.Match[str]) -> str:
    return f"<a href='{found[0]}' rel='noreferrer'>{found[0]}</a>"
