"""Indicators (量化指标): is a reported value at its target, what is missing, and what a clerk may type.

以上, 以下 and 以内 include the number itself, 超过 and 低于 do not (民法典 art. 1259). A ratio a:b is kept and compared as its
quotient a÷b, rounded to eight places: 师生比 1:3以上 is one teacher or more for three students, so 1:2.8 meets it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.core.refusals import Refused
from tracker.core.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

RATIO = "比例"
"""The unit of a target such as 1:3; its value is the quotient."""

_PLACES = Decimal("0.00000001")
_SHARES = frozenset({"%", "‰"})
_WHOLE = frozenset("所人名个门次间家项套件张条台辆座支户场处") | {"人次"}
_SAME_UNIT = ({"人", "名"}, {"%", "个百分点"})
_TIMES = {"": 1, "千": 1000, "万": 10_000, "亿": 100_000_000}
_TYPED = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)(?P<unit>[^\d\s,.:+\-]{0,8})")
_TYPED_RATIO = re.compile(r"(?P<one>\d{1,6}(?:\.\d{1,4})?)[:∶比](?P<other>\d{1,6}(?:\.\d{1,4})?)")


class Comparison(Word):
    """比较方式: how a value must stand to its target."""

    AT_LEAST = "at_least", "不低于"
    AT_MOST = "at_most", "不高于"
    EQUAL = "equal", "等于"
    MORE_THAN = "more_than", "高于"
    LESS_THAN = "less_than", "低于"


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached (指标目标). With `upper` the target is the range `value` to `upper`, both ends included.

    `unit` is the unit as the document writes it (%, 元, 所 …), 比例 for a ratio, "" where there is none.
    """

    name: str
    comparison: Comparison
    value: Decimal
    unit: str = ""
    upper: Decimal | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a value meets its target, the sentence that says so, and what is missing (`gap`, in the target's unit)."""

    met: bool
    sentence: str
    gap: Decimal


@dataclass(frozen=True, slots=True)
class Point:
    """One reported value on a chart: its day, the value, as it is written, and whether it meets the target."""

    day: date
    value: Decimal
    shown: str
    met: bool


@dataclass(frozen=True, slots=True)
class Series:
    """Values over time against the target (指标走势): `line` (and `upper_line`) are drawn across, `low`/`high` bound the axis."""

    name: str
    unit: str
    points: tuple[Point, ...]
    line: Decimal
    line_label: str
    upper_line: Decimal | None
    due: date | None
    low: Decimal
    high: Decimal


def meets(target: Target, value: Decimal) -> Judgement:
    """Judge a value, with the sentence for it (现值 95.2%，目标 97%以上，还差 1.8 个百分点)."""
    met, missing = _is_met(target, value), gap(target, value)
    said = f"现值 {shown(value, target.unit)}，目标 {goal(target)}"
    if met:
        return Judgement(met, f"{said}，已达到。", missing)
    return Judgement(met, f"{said}，{_what_is_missing(target, value, missing)}。", missing)


def gap(target: Target, value: Decimal) -> Decimal:
    """How far the value is from the target, never negative, in the target's unit (percentage points for %).

    For 超过 and 低于 it is the distance to the border, which may be zero although the target is not met.
    """
    low, high = target.value, target.upper if target.upper is not None else target.value
    match target.comparison:
        case Comparison.AT_LEAST | Comparison.MORE_THAN:
            return max(low - value, Decimal(0))
        case Comparison.AT_MOST | Comparison.LESS_THAN:
            return max(value - high, Decimal(0))
        case Comparison.EQUAL:
            return max(low - value, value - high, Decimal(0))


def read_value(text: str, unit: str = "", *, field: str | None = None) -> Decimal:
    """The number a clerk typed (97.3%, ９７．３, 7,000元, 0.7万元, 1：3.2), in the target's `unit`.

    Full-width signs, blanks and thousands marks are fine; the unit may be left out. A ratio gives its quotient. Raises
    `Refused`, naming `field`, for what is no single number, carries another unit, or could mean two things (0.97 for 97 %).
    """
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    if not typed:
        raise Refused("请填写现值。", field=field)
    ratio = _TYPED_RATIO.fullmatch(typed)
    if unit == RATIO or (ratio and not unit):
        return _ratio(typed, ratio, field)
    match = _TYPED.fullmatch(typed)
    if match is None:
        raise Refused(f"“{text.strip()}”不是一个数，请只填一个数{_example(unit)}。", field=field)
    value = Decimal(match["number"].replace(",", "")) * _times(match["unit"], unit, text, field)
    if unit in _SHARES and not match["unit"] and 0 < value <= 1:
        raise Refused(f"“{text.strip()}”看不出是百分数还是小数，请带上{unit}重新填写，例如97.3{unit}。", field=field)
    if unit in _WHOLE and value != value.to_integral_value():
        raise Refused(f"{unit}数要填整数，您填的是“{text.strip()}”。", field=field)
    return _plain(value)


def series(target: Target, values: Iterable[tuple[date, Decimal]]) -> Series:
    """The points of a chart in order of days; of several values of one day the last given stands."""
    by_day = dict(values)
    points = tuple(
        Point(day, by_day[day], shown(by_day[day], target.unit), _is_met(target, by_day[day])) for day in sorted(by_day)
    )
    heights = [target.value, *([target.upper] if target.upper is not None else []), *(point.value for point in points)]
    return Series(
        name=target.name,
        unit=target.unit,
        points=points,
        line=target.value,
        line_label=goal(target),
        upper_line=target.upper,
        due=target.due,
        low=min(heights),
        high=max(heights),
    )


def goal(target: Target) -> str:
    """The target as a plan would write it: 97%以上, 5%以内, 2—3人, 超过75%, 1:3以上."""
    value = shown(target.value, target.unit)
    if target.upper is not None:
        return f"{_number(target.value)}—{shown(target.upper, target.unit)}"
    match target.comparison:
        case Comparison.AT_LEAST:
            return f"{value}以上" if target.unit != "%" or target.value != 100 else value  # noqa: PLR2004 - all of them
        case Comparison.AT_MOST:
            return f"{value}以内" if target.value else value
        case Comparison.MORE_THAN:
            return f"超过{value}"
        case Comparison.LESS_THAN:
            return f"低于{value}"
        case Comparison.EQUAL:
            return value


def shown(value: Decimal, unit: str) -> str:
    """A value with its unit: 95.2%, 7000元, 1:3.2 for the quotient 0.3125."""
    if unit != RATIO:
        return f"{_number(value)}{unit}"
    if 0 < value < 1:
        return f"1:{_number((1 / value).quantize(Decimal('0.01')))}"
    return f"{_number(value.quantize(Decimal('0.01')))}:1"


def _is_met(target: Target, value: Decimal) -> bool:
    match target.comparison:
        case Comparison.MORE_THAN:
            return value > target.value
        case Comparison.LESS_THAN:
            return value < target.value
        case _:
            return not gap(target, value)


def _what_is_missing(target: Target, value: Decimal, missing: Decimal) -> str:
    if target.unit == RATIO:
        return f"按比值比较，{_number(value.quantize(Decimal('0.0001')))}没有达到{goal(target)}的要求"
    if not missing:
        return "等于这个数还不算达到"
    amount = f"{_number(missing)} 个百分点" if target.unit == "%" else f"{_number(missing)}{target.unit}"
    lead = "超出" if value > target.value else "还差"
    return f"{lead} {amount}"


def _ratio(typed: str, match: re.Match[str] | None, field: str | None) -> Decimal:
    if match is None:
        raise Refused(f"“{typed}”不是比例，请按1:3.2的样子填写。", field=field)
    one, other = Decimal(match["one"]), Decimal(match["other"])
    if not one or not other:
        raise Refused("比例的两边都不能是0。", field=field)
    return _plain((one / other).quantize(_PLACES))


def _times(written: str, unit: str, text: str, field: str | None) -> int:
    """What the number is multiplied with: 0.7万元 for a target in 元 is 7000."""
    for word, times in _TIMES.items():
        if written.startswith(word) and _same_unit(written.removeprefix(word), unit):
            return times
    if _same_unit(written, unit) or (not unit and written in _WHOLE | _SHARES | {"元", "倍", "次", "课时"}):
        return 1
    if not unit:
        raise Refused(f"看不懂“{text.strip()}”的单位，请只填一个数。", field=field)
    raise Refused(f"这里的单位是“{unit}”，您填的是“{text.strip()}”，请核对。", field=field)


def _same_unit(written: str, unit: str) -> bool:
    return written in ("", unit) or any({written, unit} <= same for same in _SAME_UNIT)


def _example(unit: str) -> str:
    return f"，例如12{unit}" if unit else ""


def _number(value: Decimal) -> str:
    return f"{_plain(value):f}"


def _plain(value: Decimal) -> Decimal:
    """Without needless zeros and without an exponent: 7000, 97.3."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
