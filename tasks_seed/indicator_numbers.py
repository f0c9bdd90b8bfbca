"""Figures with their units in Chinese text (数量): 97%, 7000元, 1—2人, 一所, 1:3, 百分之九十五.

Patterns expect text squeezed by `wording_numerals.squeeze`. Ages, years, dates, ordinals, list numbers and populations
(20万人口, 20万以上) carry no unit from this list, so they are never figures here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

RATIO = "比例"
"""The unit of 1:3. The value is the quotient of the two sides, see `quotient`."""

TIME_UNITS = frozenset({"个工作日", "工作日", "天", "小时", "分钟"})
RATE_UNITS = frozenset({"%", "‰", "个百分点", "元", "万元", "亿元", "倍", RATIO})

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,12})(?:\.\d{1,6})?"
_COUNTER = (
    r"所(?![有在属需长谓]|学(?![校前])|以(?![上下内]))|名(?![单称额])|间(?![隔接])|家(?![庭长校里])|门(?![诊类槛口])"
    r"|个(?!工作日|月|季度|学期|学年|年|小时|百分点|周|星期|钟头|别|体|人|性|案)"
)
_UNIT = (
    r"%|‰|个百分点|亿元|万元|元|个?工作日|小时|分钟|天|课时|学时|人次|倍|平方米|公里|吨|亩|户(?!籍)|张|辆|台(?!账)|条(?![件例])|项|套|件|座"
    rf"|{_COUNTER}|人(?![口均员才大类工力行体])|次(?![元数日年月])|场(?![所地])|处(?![理置于])|支(?![持出教撑部])"
)
_TIMES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_QUANTITY = re.compile(
    rf"(?<![\d.,:∶/第—])(?P<low>{_NUMBER})(?P<low_times>[百千万亿])??"
    rf"(?:(?P<low_unit>{_UNIT})?(?:—|至|到)(?P<high>{_NUMBER})(?P<high_times>[百千万亿])??)?(?P<unit>{_UNIT})"
    r"(?:/(?P<per>(?:千克|公斤|平方米|立方米|千瓦时|学期|学年|课时|[吨件台人生年月次项所度家个])(?:[·./](?:学期|学年|[年月次天]))?))?"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE = "".join(_DIGITS)
_PERCENT = re.compile(rf"百分之(?P<number>[{_CHINESE}十百]+|{_NUMBER})(?!点)")
_SPELLED = re.compile(rf"(?<![第几数多每\d{_CHINESE}十百千万之])(?P<number>[{_CHINESE}十百]+)(?P<unit>{_COUNTER})")
_RATIO = re.compile(
    r"(?<![\d:∶.])(?P<one>\d{1,6}(?:\.\d{1,4})?)[:∶比](?P<other>\d{1,6}(?:\.\d{1,4})?)(?![\d:∶.]|[分时点])"
)
_PLACES = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure and its unit; `start`/`end` are offsets in the squeezed text, `upper` the higher end of a range.

    `spelled` marks Chinese numerals (一所), which are often mere turns of phrase; `one`/`other` are the sides of a ratio.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    upper: Decimal | None = None
    spelled: bool = False
    one: str = ""
    other: str = ""
    per: str = ""  # 7000元/生·年: 每生·年

    @property
    def is_rate(self) -> bool:
        """Whether the figure measures something (a share, money, a multiple) rather than counts things."""
        return self.unit in RATE_UNITS


def find_quantities(text: str) -> list[Quantity]:
    """Every figure with a unit, left to right, none overlapping another."""
    found = [*_ratios(text), *_percents(text), *_plain(text), *_spelled(text)]
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def quotient(one: str | Decimal, other: str | Decimal) -> Decimal:
    """The value of a ratio: 1:3 is 1÷3, rounded half-even to eight places (0.33333333); `other` must not be zero."""
    return (Decimal(one) / Decimal(other)).quantize(_PLACES).normalize()


def _plain(text: str) -> list[Quantity]:
    return [
        Quantity(
            match.start(),
            match.end(),
            _number(match["low"], match["low_times"] or (match["high_times"] if not match["low_unit"] else None)),
            match["unit"],
            _number(match["high"], match["high_times"]) if match["high"] else None,
            per=f"每{match['per']}" if match["per"] else "",
        )
        for match in _QUANTITY.finditer(text)
        if match["low_unit"] in (None, match["unit"])
    ]


def _percents(text: str) -> list[Quantity]:
    return [
        Quantity(match.start(), match.end(), value, "%")
        for match in _PERCENT.finditer(text)
        if (value := _any_number(match["number"])) is not None
    ]


def _spelled(text: str) -> list[Quantity]:
    return [
        Quantity(match.start(), match.end(), value, match["unit"], spelled=True)
        for match in _SPELLED.finditer(text)
        if (value := _chinese_number(match["number"])) is not None
    ]


def _ratios(text: str) -> list[Quantity]:
    """1:3 counts only behind 师生比, 比例, 配比: otherwise it may be a time, a score or a chapter."""
    return [
        Quantity(
            match.start(),
            match.end(),
            quotient(match["one"], match["other"]),
            RATIO,
            one=match["one"],
            other=match["other"],
        )
        for match in _RATIO.finditer(text)
        if re.search(r"比[^,，。;]{0,12}$", text[: match.start()]) and Decimal(match["one"]) and Decimal(match["other"])
    ]


def _number(digits: str, times: str | None) -> Decimal:
    value = Decimal(digits.replace(",", "")) * _TIMES.get(times or "", 1)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _any_number(number: str) -> Decimal | None:
    return _number(number, None) if number[0].isdigit() else _chinese_number(number)


def _chinese_number(numeral: str) -> Decimal | None:
    """二十 → 20, 一百二十 → 120; None where the characters make no number (十十, 一二)."""
    match = re.fullmatch(
        rf"(?:(?P<hundreds>[{_CHINESE}])百[零〇]?)?(?:(?P<tens>[{_CHINESE}])?(?P<ten>十))?(?P<ones>[{_CHINESE}])?",
        numeral,
    )
    if match is None or (numeral in "零〇"):
        return None
    hundreds, tens, ones = (_digit(match[name]) for name in ("hundreds", "tens", "ones"))
    return Decimal(hundreds * 100 + (tens or 1 if match["ten"] else 0) * 10 + ones)


def _digit(char: str | None) -> int:
    return _DIGITS[char] if char else 0
