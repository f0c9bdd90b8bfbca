"""Texts that a careless paste or an ill-meaning visitor may leave in any field."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

HOSTILE = (
    "控制\x00字\x07符\x1b与\ud800半个代理对",
    "<w:p>&amp;</w:t>]]>\"'&#x0;",
    '=HYPERLINK("http://127.0.0.1","点")',
    "👩‍🏫🏫特殊教育👍🏽",
    "先右\u202e后左\u2066隐藏\u200b零宽",
    "一段很长没有空格的话" * 600,
    "A" * 5000,
    "一行\r\n二行\r三行\u2028四行\v五行\n\n\n六行",
    "{{ paper }} %s %(x)s {0} \\u0041 ${x}",
    " 　\t ",
    "\ufffe\uffff\U0001fffe",
)


def everywhere(value, text):
    """The same value with `text` in every place where somebody types, rows of lists included."""
    if type(value) is str:
        return text
    if isinstance(value, tuple):
        return tuple(everywhere(one, text) for one in value)
    if is_dataclass(value):
        return replace(value, **{field.name: everywhere(getattr(value, field.name), text) for field in fields(value)})
    return value
