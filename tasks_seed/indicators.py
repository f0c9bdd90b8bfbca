"""Quantified targets in a task's text (量化指标): 入学率达到97%以上, 控制在5%以内, 不低于7000元, 培育20所, 1:3以上.

Only what a sentence sets as an aim is read. Conditions (人口20万以上的县, 招收5名以上…的学校), ages, names (15年免费教育),
document numbers, dates, past figures and bare rhythms of service (每周1—2次) are not. See `docs/indicators.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tasks_seed.indicator_bounds import Bound, Comparison, asks, bound_of, ends_of, is_existing, soft_doubt
from tasks_seed.indicator_names import name_of, subject, things_after
from tasks_seed.indicator_numbers import Quantity, find_quantities
from tasks_seed.wording_dates import find_points
from tasks_seed.wording_in_text import find_deadline
from tasks_seed.wording_numerals import Squeezed, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tasks_seed.draft import Period

__all__ = ["Comparison", "IndicatorReading", "read_indicators"]

_TITLE = re.compile(r"《[^》]*》|〔\d{4}〕\d*号?|\[\d{4}\]\d*号")
_SENTENCE_END = re.compile(r"[。!?]")
_CLAUSE_END = re.compile(r"[,，。;:!?]")
_YEAR = re.compile(r"20\d\d年")
_JOINT = re.compile(r"[、和且]|及(?!以)|并")
_WHOLE = re.compile(
    r"(?:100%)?全覆盖(?=[,，。;、)!?”]|和|及|并|$)|全部(?:创建成|建成|达到|达标|纳入|配备|配齐|配置|接入|完成)|零(?:拒绝|拒收|辍学|失学)"
)
_WHOLE_IS_MANNER = re.compile(
    r"^[、零拒绝全覆盖]*[”\"]?(?:的)?(?:原则|理念|方针|政策|机制|制度|要求|监督|检查|管理|的(?!目标))"
)


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """One target as read (指标读数), for a person to confirm.

    `value` in `unit` as printed (7000 元, 97 %, 30000 for 3万); `upper` the higher end of a range, then `comparison` is
    "equal" and both ends are allowed; a ratio's `value` is its quotient and its unit 比例. `due` is the day the sentence
    itself names, else None: then the task's own deadline holds. `quote` is `text[start:end]`.
    """

    name: str
    comparison: Comparison
    value: Decimal
    unit: str
    quote: str
    start: int
    end: int
    upper: Decimal | None = None
    due: date | None = None
    doubts: tuple[str, ...] = ()


def read_indicators(
    text: str, *, issued_on: date | None = None, period: Period | None = None
) -> tuple[IndicatorReading, ...]:
    """The targets of a task's text in reading order; nothing is guessed without a doubt (Chinese sentence).

    `issued_on` and `period` are the plan's: they complete dates and rule out figures of earlier years.
    """
    squeezed = squeeze(text)
    page = _Page(text, squeezed, _readable(text, squeezed), issued_on, period)
    figures = _figures(page)
    return tuple(sorted([*figures, *_wholes(page, figures)], key=lambda item: (item.start, item.end)))


@dataclass(frozen=True, slots=True)
class _Page:
    """The text as given and as squeezed, and what the plan adds."""

    text: str
    squeezed: Squeezed
    said: str
    issued_on: date | None
    period: Period | None

    def deadline(self, start: int, stop: int) -> date | None:
        found = find_deadline(
            self.text[slice(*self.squeezed.source_span(start, stop))], issued_on=self.issued_on, period=self.period
        )
        return found[1].due if found else None

    def reading(
        self,
        span: tuple[int, int],
        clause: int,
        name: str,
        target: tuple[Comparison, Decimal, Decimal | None, str],
        doubts: tuple[str, ...],
    ) -> IndicatorReading:
        """A reading with its words, brackets and offsets as the document prints them."""
        start, end = self.squeezed.source_span(*span)
        comparison, value, upper, unit = target
        if not name:
            doubts += ("原文这一句没有写明是什么指标，请补上名称。",)
        if "—" not in self.text and "-" in self.text:
            name = name.replace("—", "-")
        if "（" in self.text or "(" not in self.text:
            name = name.replace("(", "（").replace(")", "）")
        due = _due(self, clause, span[1])
        return IndicatorReading(name, comparison, value, unit, self.text[start:end], start, end, upper, due, doubts)


def _readable(text: str, squeezed: Squeezed) -> str:
    """The squeezed text with full-width commas kept apart from those inside 7,000, and titles blotted out."""
    said = "".join(
        "，" if char == "," and text[place] != "," else char
        for char, place in zip(squeezed.text, squeezed.origin, strict=True)
    )
    # 学前三年入园率 keeps its numeral in a name; only counted things need digits.
    said = re.sub(r"\d+(?=[年月日周旬])", lambda match: _as_written(text, squeezed, match), said)
    return _TITLE.sub(lambda match: "□" * len(match.group()), said)


def _as_written(text: str, squeezed: Squeezed, match: re.Match[str]) -> str:
    written = text[squeezed.origin[match.start()] : squeezed.origin[match.end()]]
    return written if len(written) == len(match.group()) and not written.isdigit() else match.group()


def _figures(page: _Page) -> list[IndicatorReading]:
    readings: list[IndicatorReading] = []
    taken, last = 0, ""  # where the target read last ends, and its name
    for quantity in find_quantities(page.said):
        clause = _clause_start(page.said, quantity.start)
        segment = _segment_start(page.said, clause, taken, quantity.start)
        bound = bound_of(page.said, clause, segment, quantity)
        if bound is None or page.said.startswith("全覆盖", quantity.end) or _is_past(page, clause, quantity.start):
            continue
        previous = _previous(page.said, clause, taken, last)
        readings.append(_reading(page, (clause, segment), previous, quantity, bound))
        taken, last = bound.end, readings[-1].name
    return readings


def _clause_start(said: str, place: int) -> int:
    """Behind the last comma, or the last bracket still open."""
    start = max((match.end() for match in _CLAUSE_END.finditer(said, 0, place)), default=0)
    opened = said.rfind("(", start, place)
    return opened + 1 if opened > said.rfind(")", start, place) else start


def _segment_start(said: str, clause: int, taken: int, place: int) -> int:
    """Behind an earlier target of the same clause and the joint after it (、和且)."""
    if taken <= clause:
        return clause
    joint = _JOINT.search(said, taken, place)
    return joint.end() if joint else taken


def _is_past(page: _Page, clause: int, place: int) -> bool:
    """A figure of a year before the plan was issued tells how things stood."""
    if page.issued_on is None:
        return False
    points = list(find_points(page.squeezed.text[_sentence_start(page.said, clause) : place]))
    return bool(points) and max(points[-1].due, *points[-1].alternatives, points[-1].due) < page.issued_on


def _sentence_start(said: str, place: int) -> int:
    return max((match.end() for match in _SENTENCE_END.finditer(said, 0, place)), default=0)


def _reading(page: _Page, places: tuple[int, int], previous: str, quantity: Quantity, bound: Bound) -> IndicatorReading:
    said = page.said
    clause, segment = places
    before = said[segment : bound.lead]
    name = name_of(before, said[bound.end :], previous, quantity, bound)
    start = segment + len(before) - len(before.lstrip(",，、"))
    return page.reading(
        (start, bound.end + len(things_after(said[bound.end :], quantity))),
        clause,
        name,
        (bound.comparison, *ends_of(quantity, bound), quantity.unit),
        asks(said, (_sentence_start(said, clause), clause), quantity, bound),
    )


def _previous(said: str, clause: int, taken: int, last: str) -> str:
    """What the clause before speaks of; where that set a target too, its name: 2023年达到95%，2024年达到96%."""
    start = _clause_start(said, clause - 1) if clause else 0
    if start < taken <= clause:
        return last
    return said[start : clause - 1] if clause else ""


def _wholes(page: _Page, figures: list[IndicatorReading]) -> list[IndicatorReading]:
    """全覆盖 and 全部 as 100 %, 零拒绝 as none: always with a doubt, for the whole must be counted first."""
    readings = []
    taken = 0
    for match in _WHOLE.finditer(page.said):
        clause = _clause_start(page.said, match.start())
        segment = _segment_start(page.said, clause, taken, match.start())
        before, after = page.said[segment : match.start()], page.said[match.end() :]
        if _WHOLE_IS_MANNER.match(after) or is_existing(before):
            continue
        taken = match.end()
        readings.append(_whole(page, segment, match, before, after))
    return [one for one in readings if not any(one.start < other.end and other.start < one.end for other in figures)]


def _whole(page: _Page, segment: int, match: re.Match[str], before: str, after: str) -> IndicatorReading:
    word, said = match.group(), subject(before)
    comparison, value, unit, end = Comparison.AT_LEAST, Decimal(100), "%", match.end()
    doubt = f"“{word}”按100%读，请核定应覆盖的总数和计算办法。"
    if word.endswith("全覆盖") and said:
        said += "覆盖率"
    if word.startswith("零"):
        said += word.removeprefix("零")
        comparison, value, unit = Comparison.AT_MOST, Decimal(0), ""
        doubt = f"“{word}”按0读，原文没有写计数单位，请核定按人还是按次计。"
    if word.startswith("全部"):
        rest = _CLAUSE_END.split(after, maxsplit=1)[0]
        end += len(rest)
        said += word + rest
    return page.reading(
        (segment, end),
        _clause_start(page.said, segment),
        said,
        (comparison, value, None, unit),
        (doubt, *soft_doubt(page.said[segment:end])),
    )


def _due(page: _Page, clause: int, end: int) -> date | None:
    """The day of the figure's clause, or of the nearest clause before it in the same sentence.

    A day before a semicolon counts only where it stands alone at the sentence's head (到2025年，…；…).
    """
    limit = _CLAUSE_END.search(page.said, end)
    stop = limit.start() if limit else len(page.said)
    head = _sentence_start(page.said, clause)
    # 入学率2023年达到95%: a year inside the clause counts when a goal follows it.
    inside = list(_YEAR.finditer(page.said, clause + 1, end))
    if inside and (found := page.deadline(inside[-1].start(), stop)):
        return found
    for start in _clauses_back(page.said, clause, head):
        found = page.deadline(start, stop)
        if found is not None:
            alone = start == head and not subject(_CLAUSE_END.split(page.said[start:], maxsplit=1)[0])
            return found if alone or not re.search("[;]", page.said[start:clause]) else None
    return None


def _clauses_back(said: str, clause: int, head: int) -> Iterator[int]:
    """Where the clauses of a sentence begin, from this one back to the first."""
    yield clause
    while clause > head:
        clause = max(_clause_start(said, clause - 1), head)
        yield clause
