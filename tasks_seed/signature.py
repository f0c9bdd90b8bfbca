"""Who signed a document and when (落款): the issuers above the date, the date under them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from tasks_seed.letters import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks_seed.passages import Passage

_DATE = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CHINESE_DATE = re.compile(
    r"([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ISSUED_BY = re.compile(r"^(.{2,60}?)(?:关于)?(?:印发|转发|发布|关于)")
_ISSUER = re.compile(
    r"^(?:中共)?[\u4e00-\u9fff（）()]{2,40}(?:人民政府|政府|办公厅|办公室|委员会|厅|局|委|部|国务院|院|署|会|联|中心|小组|指挥部|集团|公司)(?:\(代章\))?$"
)
_PRINTED_ON = re.compile(r"^[^。；，]{0,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s*印发\s*$")  # 版记
_TWO_NAMES = re.compile(r"(?<=[室厅会委局部])\s*(?!办公)(?=[\u4e00-\u9fff]{2,8}人民政府)")
_LONGEST_SIGNATURE = 6  # lines


def without_signature(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without dates that stand alone and the issuers' names above them: they belong to no task."""
    drop: set[int] = set()
    for index, passage in enumerate(passages):
        if not (_is_date_line(passage.text) or _PRINTED_ON.match(passage.text)):
            continue
        drop.add(index)
        for above in range(index - 1, max(-1, index - _LONGEST_SIGNATURE), -1):
            name = _unsealed(passages[above].text)
            if not _ISSUER.match(name) or name.startswith("各"):
                break
            drop.add(above)
    return [passage for index, passage in enumerate(passages) if index not in drop]


def signed_by(lines: Sequence[str], head: Sequence[str], titles: Sequence[str]) -> tuple[str, ...]:
    """Who signed above the date; else who the notice's title names; else the offices listed at the top."""
    for index, line in enumerate(lines):
        if index and _is_date_line(line):
            signed: list[str] = []
            for above in range(index - 1, max(-1, index - 6), -1):
                name = _unsealed(lines[above])
                if _ISSUER.match(name) and not name.startswith("各"):
                    signed.insert(0, name)
                elif signed and _half_name(lines[above], signed[0]):
                    signed[0] = lines[above] + signed[0]
                else:
                    break
            if signed:
                return tuple(signed)
    for title in [*titles, *head[:12]]:
        match = None if title.startswith(("为", "根据", "按照")) or len(title) > 80 else _ISSUED_BY.match(title)  # noqa: PLR2004
        if match and _ISSUER.match(match[1]):
            return tuple(_TWO_NAMES.split(match[1]))
    listed = [part for line in head[:12] for part in re.split(r"\s+|(?<=[局委会厅联])(?=市|省|县|区)", line)]
    names = [name for name in listed if _ISSUER.match(name) and not name.startswith("各")]
    return tuple(dict.fromkeys(names)) if len(names) > 1 else ()


def _unsealed(line: str) -> str:
    return re.sub(r"\((?:代章|代|印)\)$", "", fold(line)) if fold(line).endswith(("(代章)", "(代)")) else line


def _half_name(line: str, below: str) -> bool:
    return line.endswith(("）", ")")) and below.startswith(("领导小组", "工作", "指挥部", "委员会"))


def _is_date_line(line: str) -> bool:
    plain = unicodedata.normalize("NFKC", line)
    return bool(_DATE.fullmatch(plain.strip()) or _CHINESE_DATE.fullmatch(line.strip()))


def signed_on(lines: Sequence[str]) -> date | None:
    """The date on a line of its own under the signature; else the one before 印发 at the end or in an unbroken head."""
    for line in lines:
        if _is_date_line(line):
            return _date(line)
    for line in lines:
        plain = unicodedata.normalize("NFKC", line)
        match = re.search(_DATE.pattern + r"(?=\s*印发|\(此件|\(主动|\(公开)", plain)
        if match:
            return _date(match.group())
    for line in lines[:10]:  # an unbroken copy: …人民政府2023年5月6日 at the end of the notice
        plain = unicodedata.normalize("NFKC", line)
        match = re.search(r"(?:政府|办公厅|办公室|局|厅|委员会|委)" + _DATE.pattern + r"\s*$", plain)
        if match:
            return _date(match.group())
    return None


def _date(text: str) -> date | None:
    plain = unicodedata.normalize("NFKC", text)
    match = _DATE.search(plain)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        spoken = _CHINESE_DATE.search(text)
        if spoken:
            year = int(
                "".join(str("〇一二三四五六七八九".index("〇" if char in "零○" else char)) for char in spoken[1])
            )
            return date(year, _spoken(spoken[2]), _spoken(spoken[3]))
    except ValueError:
        return None
    return None


def _spoken(word: str) -> int:
    tens, ten, ones = word.partition("十")
    digit = "〇一二三四五六七八九".index
    return (digit(tens) if tens else 1) * 10 + (digit(ones) if ones else 0) if ten else digit(word)
