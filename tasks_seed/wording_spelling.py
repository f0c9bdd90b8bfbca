"""Odd spellings of deadline wording (时限的写法): what spreadsheets, scanners and typists make of a date, in the usual spelling.

All of it expects text squeezed by `wording_numerals.squeeze`.
"""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_LETTER_FOR_NOUGHT = re.compile(r"(?<=[0-9])[OoＯ](?=[0-9月日年])")  # 2O25年, 1O月
_QUARTER = re.compile(r"[Qq]([1-4])(?!\d)|前([2-4])个?季度")  # 2025年Q3; 前三季度 ends with the third
_MONTHS_OF_ONE = re.compile(rf"(?<![\d./])({_MONTH})(?=(?:[、和与及—]{_MONTH})*[、和与及—]{_MONTH}月)")
_YEARS_OF_ONE = re.compile(rf"(?<!\d)({_YEAR})(?=(?:[、和与及]{_YEAR})*[、和与及]{_YEAR}年)")
_QUARTERS_OF_ONE = re.compile(r"第?([1-3一二三])([、和与及至到—]?)(?=第?[2-4]季度)")
_ITEM_NUMBER = re.compile(rf"(?:^|(?<=[;,。]))[(]?\d{{1,2}}[、.)]+(?={_MONTH}月|{_YEAR}年)")
_NUMBERED = re.compile(r"^[(]?1[、.)].*[(]?2[、.)]")
_THIS_YEAR = re.compile(r"(?:今年|本年度?|当年)(?=\d)")
_NEXT_YEAR = re.compile(r"(?:明年|来年)(?=$|[\d上下底初春秋年第,;、]|[全完])")
_YEAR_AFTER = re.compile(rf"(?P<year>{_YEAR})年(?P<between>.*?)(?:次年|翌年)")


def spelled(said: str) -> str:
    """The wording with its numbers as people write them: 2025 → 2025年, 20241231 → 2024—12—31, 9—12月 → 9月—12月."""
    said = re.sub(r"(?<=\d)T?00:00(?::00)?$", "", said)
    said = _LETTER_FOR_NOUGHT.sub("0", said)
    said = re.sub(r"^2[OoＯ](?=\d{2}年)", "20", said)
    said = _QUARTER.sub(lambda match: f"第{match[1] or match[2]}季度", said)
    if re.fullmatch(rf"{_YEAR}(?:—{_YEAR})?", said):
        return f"{said}年"
    match = re.fullmatch(rf"({_YEAR})(0[1-9]|1[0-2])(\d{{2}})?", said)
    if match:
        return "—".join(part for part in match.groups() if part)
    said = _YEARS_OF_ONE.sub(r"\1年", said)
    said = _QUARTERS_OF_ONE.sub(lambda match: f"{_in_digits(match[1])}季度{match[2] or '、'}", said)
    if _NUMBERED.search(said):  # 1、6月底前；2、12月底前
        return _ITEM_NUMBER.sub("", said)
    return _MONTHS_OF_ONE.sub(r"\1月", said)


def _in_digits(number: str) -> str:
    return number if number.isdigit() and number.isascii() else str("一二三四".index(number) + 1)


def with_named_years(said: str, issued_year: int | None) -> tuple[str, tuple[str, ...]]:
    """今年 and 明年 are counted from the year of issue, 次年 from the year before it in the wording; and what to ask."""
    while match := _YEAR_AFTER.search(said):
        said = (
            f"{said[: match.start()]}{match['year']}年{match['between']}{int(match['year']) + 1}年{said[match.end() :]}"
        )
    if issued_year is None:
        return said, ()
    said = _THIS_YEAR.sub(f"{issued_year}年", said)
    said = _NEXT_YEAR.sub(f"{issued_year + 1}年", said)
    if "每" in said or not re.search(r"次年|翌年", said):
        return said, ()
    doubt = f"“次年”按印发年份的下一年，即{issued_year + 1}年算，请核对。"
    return re.sub(r"次年|翌年", f"{issued_year + 1}年", said), (doubt,)
