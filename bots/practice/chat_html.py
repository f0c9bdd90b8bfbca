"""Showing markdown as its platform does (聊天窗口里的样子): what that cannot show stays as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from bots.redact import redact

Names = Mapping[str, str]
"""Who is in the group: mobile or id → name."""


@dataclass(frozen=True)
class Dialect:
    """What a platform's markdown can do. ``hard``: every newline is a new line; ``quotes``: levels."""

    lists: bool = False
    hard: bool = True
    fonts: str = ""
    mention: str = ""
    tables: bool = False
    images: bool = False
    italic: bool = False
    quotes: int = 1


# Patterns work on escaped text.
WECOM = Dialect(fonts="info|comment|warning", mention=r"&lt;@([\w.\-]+)&gt;")
V2 = Dialect(lists=True, tables=True, images=True, italic=True, quotes=3)
DINGTALK = Dialect(lists=True, hard=False, images=True, italic=True)
FEISHU = Dialect(
    lists=True,
    fonts="red|green|grey",
    mention=r"&lt;at id=(?:&#3[49];)?([\w.\-]+)(?:&#3[49];)?&gt;(?:.*?&lt;/at&gt;)?",
    tables=True,
    images=True,
    italic=True,
)


def markdown_html(text: str, dialect: Dialect, names: Names) -> Markup:
    """Turn a message's markdown into safe HTML. Nothing in it can become a tag of its own."""
    lines = text.split("\n")
    out: list[str] = []
    at_line = 0
    while at_line < len(lines):
        count, drawn = _block(lines, at_line, dialect, names)
        out.append(drawn)
        at_line += count
    return Markup("".join(out))  # noqa: S704 every piece went through escape()


def text_html(text: str, called: Names | None = None, *, tagged: Names | None = None) -> Markup:
    """Turn plain text into safe HTML: lines, addresses as links, people; numbers and keys are hidden.

    ``called`` are the words that mark people, as ``@13800001111`` → ``@name`` on DingTalk; ``tagged`` reads
    Feishu's tags with these names.
    """
    text = re.sub("[\ue000\ue001]", "", text)
    people = sorted((called or {}).items(), key=lambda pair: -len(pair[0]))
    for i, (word, _) in enumerate(people):
        text = text.replace(word, f"\ue000{i}\ue001")
    safe = str(escape(redact(text)))
    if tagged is not None:
        safe = _TAG.sub(lambda found: _person(found, tagged), safe)
    safe = re.sub(r"https?://[!-;=?-~]+", r"<a href='\g<0>' rel='noreferrer'>\g<0></a>", safe)
    safe = re.sub("\ue000(\\d+)\ue001", lambda found: f"<b class='at'>{escape(people[int(found[1])][1])}</b>", safe)
    return Markup("<p>" + safe.replace("\n", "<br>") + "</p>")  # noqa: S704 escaped above


def at(who: str, names: Names) -> Markup:
    """A person as the chat app marks them."""
    return Markup("<b class='at'>@{}</b>").format("所有人" if who == "all" else names.get(who) or redact(who))


_TAG = re.compile(r"&lt;at user_id=&#34;([^&]*)&#34;&gt;(.*?)&lt;/at&gt;")
_RULE = re.compile(r" *(?:-{3,}|\*{3,}) *")
_SEPARATOR = re.compile(r"\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?\|?")


def _person(found: re.Match[str], names: Names) -> str:
    return f"<b class='at'>@{found[2]}</b>" if found[2] else str(at(found[1], names))


def _block(lines: Sequence[str], start: int, dialect: Dialect, names: Names) -> tuple[int, str]:
    """Draw the block that begins at ``start``; how many lines it took, and its HTML."""
    match _special(lines, start, dialect):
        case "fence":
            return _fence(lines, start)
        case "table":
            return _table(lines, start, dialect, names)
        case "rule":
            return 1, "<hr>"
    tag, inner = _kind(lines[start], dialect)
    if tag.startswith("h"):
        return 1, f"<{tag}>{_inline(inner, dialect, names)}</{tag}>"
    if not tag:
        return 1, ""
    return _run(lines, start, tag, dialect, names)


def _special(lines: Sequence[str], start: int, dialect: Dialect) -> str:
    """Whether a block begins here that only the newer dialects know."""
    if not dialect.tables:
        return ""
    if lines[start].startswith("```"):
        return "fence"
    if "|" in lines[start] and start + 1 < len(lines) and _SEPARATOR.fullmatch(lines[start + 1].strip()):
        return "table"
    return "rule" if _RULE.fullmatch(lines[start]) else ""


def _run(lines: Sequence[str], start: int, tag: str, dialect: Dialect, names: Names) -> tuple[int, str]:
    """Draw the lines of one paragraph, quotation or list."""
    inside: list[str] = []
    for i, line in enumerate(lines[start:], start):
        kind, inner = _kind(line, dialect)
        if kind != tag or (inside and _special(lines, i, dialect)):
            break
        drawn = _inline(inner, dialect, names)
        if tag in ("ul", "ol"):
            inside.append(f"<li>{drawn}</li>")
        else:
            broken = dialect.hard or lines[i - 1].endswith("  ")
            inside.append((("<br>" if broken else " ") if inside else "") + drawn)
    name = "blockquote" if tag.startswith("q") else tag
    deeper = max(int(tag[1:]) - 1, 0) if tag.startswith("q") else 0
    return len(inside), f"<{name}>" * (deeper + 1) + "".join(inside) + f"</{name}>" * (deeper + 1)


def _fence(lines: Sequence[str], start: int) -> tuple[int, str]:
    inside = []
    for line in lines[start + 1 :]:
        if line.startswith("```"):
            break
        inside.append(line)
    count = min(len(inside) + 2, len(lines) - start)
    return count, f"<pre class='code'>{escape(chr(10).join(inside))}</pre>"


def _table(lines: Sequence[str], start: int, dialect: Dialect, names: Names) -> tuple[int, str]:
    body = [line for _, line in zip(range(200), lines[start + 2 :], strict=False)]
    count = next((n for n, line in enumerate(body) if "|" not in line), len(body))
    ends = ["num" if cell.endswith(":") else "" for cell in _cells(lines[start + 1])]

    def drawn(line: str, name: str) -> str:
        cells = _cells(line)[: len(ends)]
        return "".join(
            f"<{name} class='{end}'>{_inline(cell, dialect, names)}</{name}>"
            for cell, end in zip(cells, ends, strict=False)
        )

    head = f"<tr>{drawn(lines[start], 'th')}</tr>"
    rows = "".join(f"<tr>{drawn(line, 'td')}</tr>" for line in body[:count])
    return count + 2, f"<table>{head}{rows}</table>"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _kind(line: str, dialect: Dialect) -> tuple[str, str]:
    """What a line is (``q2`` is a quotation in a quotation), and what stands in it."""
    if not line.strip():
        return "", ""
    if found := re.fullmatch(r"(#{1,6}) +(.+)", line):
        return f"h{min(len(found[1]) + 2, 6)}", found[2]
    if found := re.fullmatch(rf"((?:> ?){{1,{dialect.quotes}}})(.*)", line):
        return f"q{found[1].count('>')}", found[2].lstrip()
    if dialect.lists and (found := re.fullmatch(r" *[-*+] +(.+)", line)):
        return "ul", found[1]
    if dialect.lists and (found := re.fullmatch(r" *\d+\. +(.+)", line)):
        return "ol", found[1]
    return "p", line.rstrip()


def _inline(text: str, dialect: Dialect, names: Names) -> str:
    safe = str(escape(text))
    if dialect.images:
        safe = re.sub(r"!\[([^\[\]]*)\]\([^\s()]+\)", r"<span class='pic'>图片 \1</span>", safe)
    safe = re.sub(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)", r"<a href='\2' rel='noreferrer'>\1</a>", safe)
    safe = re.sub(r"\*\*(\S|\S.*?\S)\*\*", r"<b>\1</b>", safe)
    if dialect.italic:
        safe = re.sub(r"(?<![*\w])\*(\S|[^\s*][^*]*?[^\s*])\*(?![*\w])", r"<i>\1</i>", safe)
    safe = re.sub(r"`([^`]+)`", r"<code>\1</code>", safe)
    if dialect.fonts:
        quoted = "(?:&#3[49];)?"
        font = rf"&lt;font color={quoted}({dialect.fonts}){quoted}&gt;(.*?)&lt;/font&gt;"
        safe = re.sub(font, r"<span class='\1'>\2</span>", safe)
    return re.sub(dialect.mention, lambda found: str(at(found[1], names)), safe) if dialect.mention else safe
