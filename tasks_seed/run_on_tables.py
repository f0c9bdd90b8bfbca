"""Tables whose cells run on without any separator (单元格连写), as in copied or scanned text.

What still tells the cells apart: the header that repeats on every page, numbers that go on in order, the full stop at the
end of a task's words, the way offices are called, and a deadline at the end of the row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from tasks_seed.blanks import tidy
from tasks_seed.columns import Columns, columns_of
from tasks_seed.found import Found
from tasks_seed.letters import fold
from tasks_seed.notes import IsDeadline, Note, merge_notes, read_units
from tasks_seed.passages import Passage
from tasks_seed.repair import mended, mended_from, mended_in_place, mending_doubt
from tasks_seed.roles import Role
from tasks_seed.wordlike import looks_like_units

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = (
    "序号|编号|类别|领域|任务类别|重点领域|工作类别|重点任务|主要任务|工作任务|目标任务|重点工作|主要工作|工作项目|任务名称|任务|任务要求|工作要求|"
    "具体要求|具体任务|具体举措|具体措施|工作举措|工作措施|主要举措|工作内容|主要内容|具体内容|任务内容|任务分解|重点任务分解|牵头单位|牵头部门|"
    "责任单位|责任部门|主办单位|配合单位|配合部门|协办单位|参与单位|参加单位|完成时限|完成时间|时限要求|时间要求|完成期限|工作时限|时间节点|备注"
)
_HEADER = re.compile(rf"(?:(?:{_NAMES})\s*){{4,}}")
_NAME = re.compile(rf"(?:{'|'.join(sorted(_NAMES.split('|'), key=len, reverse=True))})")
_ALIKE = 70.0
_ITEM = re.compile(r"[(]\s?([\dIlO.]{1,4})[)]?(?=[\u4e00-\u9fff“\d])|[(]([\dIlO]{1,3})[.]?[)]")
_MONTH = r"(?:1[0-2]|0?[1-9])月(?:底|末|初|[上中下]旬|份)?"
_KEEP_ON = (
    r"(?:长期|持续|常态化?|逐年|分年度|按季度|每季度|每半年|每学期)(?:推进|坚持|开展|实施|落实|完成|执行|进行|跟踪)?"
)
_WHEN = re.compile(
    rf"(?:20\d\d年)(?:{_MONTH})?(?:底|末|内|上半年|下半年|第?[一二三四]季度)?(?:之?前)?"
    rf"(?:起?(?:完成|启动|实施|制定[^\d。,;、并]{{0,8}}|出台[^\d。,;、并]{{0,6}}|建成)*)?(?:[,、]?(?:并|且|其后)?{_KEEP_ON})?"
    rf"|每年(?:{_MONTH}(?:[、和及]{_MONTH})*)?(?:之?前)?(?:完成|实施|开展|推进)?|{_KEEP_ON}"
)
# Where one office's name ends and the next begins without a mark: the border of two cells.
_BORDER = re.compile(
    r"(?<=[局委办厅部会联院府署社])(?=(?:市|省|县|区|州|各|国家|自治区)(?!政府|委))|(?<=[)府])(?=(?:市|省|县|各)[^)、,]{2})|(?<=公司)(?=市|省|县|区|各)|(?<=[局委办厅部会联])(?=[\u4e00-\u9fff]{2,3}[市县区](?:人民)?政府)|(?<=[局委办厅部会联府])(?=无$)|(?<=负责)(?=[市省县区州各])"
)

_OFFICE_START = re.compile(r"[市省县区州各]")
_LONGEST_GROUP = 30

GUESSED = "表格连成一片文字，牵头单位与配合单位的分界是按单位名称推断的，请核对。"
NO_END = "表格连成一片文字，没有认出这一行的{}，请核对。"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A table in running text: its columns, where its header stands, and where it ends."""

    columns: Columns
    names: tuple[str, ...]
    header: str
    start: int
    end: int


def run_on_tasks(passages: Sequence[Passage], is_deadline: IsDeadline) -> tuple[list[Found], list[Passage]]:
    """Tasks of such tables, and the passages with the tables taken out."""
    found: list[Found] = []
    rest: list[Passage] = []
    for passage in passages:
        stretch = _stretch(passage)
        tasks = _tasks(passage, stretch, is_deadline) if stretch else []
        if stretch and tasks:
            found += tasks
            rest.append(passage.cut(0, stretch.start))
        else:
            rest.append(passage)
    return found, [passage for passage in rest if passage.text]


def _stretch(passage: Passage) -> Stretch | None:
    folded = passage.folded
    for match in _HEADER.finditer(folded):
        names = tuple(name.group() for name in _NAME.finditer(match.group()))
        columns = columns_of(names)
        if columns:
            return Stretch(columns, names, tidy(match.group()), match.start(), len(folded))
    return None


def _tasks(passage: Passage, stretch: Stretch, is_deadline: IsDeadline) -> list[Found]:
    body = _without_headers(passage, stretch)
    folded = body.folded
    marks = _item_marks(folded) or _row_marks(folded)
    if len(marks) < 2:  # noqa: PLR2004 - a single number is no table
        return []
    elsewhere = fold(passage.text[: stretch.start])
    reader = _Reader(stretch.columns, elsewhere, is_deadline)
    found: list[Found] = []
    group = _group_before(folded[: marks[0].start])
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start if following else len(folded)
        task, next_group = reader.row(body, mark, end, group)
        found.append(task)
        group = next_group or group
    return _shared_first_sentence(found) if stretch.columns.titles else found


def _without_headers(passage: Passage, stretch: Stretch) -> Passage:
    """The table's text with every header cut out, also those that the scanner spelled otherwise."""
    folded = mended_in_place(passage.folded)
    size = len(stretch.header)
    keep = [True] * len(folded)
    keep[: stretch.start] = [False] * stretch.start
    index = stretch.start
    while index < len(folded):
        alike = fuzz.ratio(folded[index : index + size], stretch.header, score_cutoff=_ALIKE)
        if alike and _closest(folded, index, size, stretch.header):
            length = _header_length(folded, index, stretch)
            keep[index : index + length] = [False] * length
            index += length
        else:
            index += 1
    places = [position for position, kept in enumerate(keep) if kept]
    text = "".join(passage.text[position] for position in places)
    return Passage(text, tuple(passage.origin[position] for position in places), passage.page)


def _closest(folded: str, index: int, size: int, header: str) -> bool:
    """Whether the header fits here better than a step further on."""
    here = fuzz.ratio(folded[index : index + size], header)
    return all(fuzz.ratio(folded[index + step : index + step + size], header) <= here for step in (1, 2, 3))


def _header_length(folded: str, index: int, stretch: Stretch) -> int:
    """A header ends with its last column's name, even where a letter more was read."""
    last = stretch.names[-1]
    limit = index + len(stretch.header) + len(stretch.names)
    found = folded.rfind(last, index, limit)
    return found + len(last) - index if found >= 0 else len(stretch.header)


@dataclass(frozen=True, slots=True)
class _RowMark:
    start: int
    length: int
    number: int
    printed: str


def _item_marks(folded: str) -> list[_RowMark]:
    """(1), (2) … in order; the scanner may have lost a bracket or read I for 1."""
    marks: list[_RowMark] = []
    for match in _ITEM.finditer(folded):
        digits = (match[1] or match[2]).replace("I", "1").replace("l", "1").replace("O", "0").strip(".")
        if digits.isdigit() and int(digits) == len(marks) + 1:
            marks.append(_RowMark(match.start(), match.end() - match.start(), int(digits), f"（{digits}）"))
    return marks if len(marks) > 2 else []  # noqa: PLR2004


def _row_marks(folded: str) -> list[_RowMark]:
    """Plain numbers in order, each at the beginning or right behind a deadline or a unit."""
    marks: list[_RowMark] = []
    begin = re.match(r"\s*1(?=[^\d.年月])", folded)
    if begin:
        marks.append(_RowMark(0, begin.end(), 1, "1"))
    while marks:
        number = str(len(marks) + 1)
        at = re.compile(
            rf"(?<=[月底末前成进持施展行实踪局府联委无)])\s*{number}[.、]?(?=[^\d.年月日%所个名项家万亿元、])"
        ).search(folded, marks[-1].start + marks[-1].length)
        if at is None:
            break
        marks.append(_RowMark(at.start(), at.end() - at.start(), int(number), number))
    return marks if len(marks) > 1 else []


def _group_before(words: str) -> str:
    """A number and a name before the first item: 1持续提升…."""
    plain = re.sub(r"^\s*[\dIlO()]{1,4}\s*[.、]?\s*", "", words).strip()
    return mended(plain)


@dataclass(frozen=True, slots=True)
class _Reader:
    columns: Columns
    elsewhere: str
    is_deadline: IsDeadline

    def row(self, body: Passage, mark: _RowMark, end: int, group: str) -> tuple[Found, str]:
        """A row from its mark to the next; behind its deadline may stand the number and name of the next group."""
        whole = body.cut(mark.start + mark.length, end)
        folded = mended_in_place(whole.folded)
        when, after = self._when(folded)
        next_group = _group_before(folded[after:]) if when else ""
        stop = when[0] if when else len(folded)
        border = _words_end(folded, stop)
        words = whole.cut(0, border)
        units = folded[border:stop].strip(" .,")
        note, doubts = self._units(mended(units))
        if self.columns.deadline is not None and not when:
            doubts.append(NO_END.format("完成时限"))
        text, as_read = self._mended(words.text)
        if as_read is not None:
            doubts.append(mending_doubt(as_read, text))
        found = Found(
            no=mark.printed,
            group=mended_from(group, self.elsewhere),
            text=Passage(text, words.origin if len(text) == len(words.text) else _stretched(words, text), words.page),
            title=group if self.columns.titles else "",
            note=note,
            parts=(body.cut(mark.start, end),),
            deadline_cell=mended(whole.text[slice(*when)])
            if when
            else ("" if self.columns.deadline is not None else None),
            doubts=tuple(doubts),
            text_as_read=as_read,
        )
        return found, next_group

    def _when(self, folded: str) -> tuple[tuple[int, int] | None, int]:
        """The last deadline behind the words that ends the row, or stands before a number and a name."""
        if self.columns.deadline is None:
            return None, len(folded)
        last_stop = folded.rfind("。")
        chosen: re.Match[str] | None = None
        for match in _WHEN.finditer(folded, max(0, last_stop)):
            rest = folded[match.end() :]
            if self.is_deadline(match.group()) and (not rest.strip() or re.match(r"\s*[\dIlO()]{1,4}\D", rest)):
                chosen = match
                break
        return (chosen.span(), chosen.end()) if chosen else (None, len(folded))

    def _units(self, units: str) -> tuple[Note, list[str]]:
        doubts: list[str] = []
        roles = [role for _, role in self.columns.units]
        runs = [run for run in _BORDER.split(units) if run.strip()] if units else []
        if not runs:
            doubts.append(NO_END.format("责任单位"))
            return Note(), doubts
        if len(roles) > 1 and len(runs) > 1:
            doubts.append(GUESSED)
            runs = [runs[0], "、".join(runs[1:])]
        else:
            runs = ["、".join(runs)]
        notes = [
            read_units(role, run.replace(".", "、"), self.is_deadline) for role, run in zip(roles, runs, strict=False)
        ]
        if Role.LEAD in roles and roles[0] is not Role.LEAD and len(notes) == 1:
            notes = [read_units(Role.LEAD, runs[0], self.is_deadline)]
        return merge_notes(notes), doubts

    def _mended(self, words: str) -> tuple[str, str | None]:
        text = mended_from(mended(words), self.elsewhere)
        return (text, words) if text != words else (text, None)


def _words_end(folded: str, stop: int) -> int:
    """Where the words of the task end and its units begin: behind the last full stop, else before the first office."""
    end = folded.rfind("。", 0, stop) + 1
    if _are_units(folded[end:stop]):
        return end or stop
    starts = [match.start() for match in _OFFICE_START.finditer(folded, end, stop)]
    return next((start for start in starts if _are_units(folded[start:stop])), end or stop)


def _are_units(tail: str) -> bool:
    runs = [run for run in _BORDER.split(tail.strip(" .,")) if run.strip()]
    return all(looks_like_units(run) for run in runs)


def _shared_first_sentence(found: list[Found]) -> list[Found]:
    """A group that is written in every row stands at the head of the words: the sentence that neighbours share."""
    heads = [_head(task.text.text) for task in found]
    out: list[Found] = []
    for index, task in enumerate(found):
        beside = heads[max(0, index - 1) : index] + heads[index + 1 : index + 2]
        length = len(heads[index])
        if heads[index] and heads[index] in beside and len(task.text.text) > length:
            name = heads[index].rstrip("。")
            out.append(replace(task, group=name, title=name, text=task.text.cut(length)))
        else:
            out.append(task)
    return out


def _head(text: str) -> str:
    stop = text.find("。")
    return text[: stop + 1] if 0 < stop <= _LONGEST_GROUP else ""


def _stretched(words: Passage, text: str) -> tuple[int, ...]:
    """Offsets for a text that became longer or shorter when it was mended."""
    last = len(words.origin) - 1
    return tuple(words.origin[min(last, index * len(words.origin) // max(1, len(text)))] for index in range(len(text)))
