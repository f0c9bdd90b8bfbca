"""Which way a figure points (指标方向): 以上, 以内, 不低于, 达到, 建成 … and which figures are no targets at all.

以上, 以下 and 以内 include the number itself, 超过 and 不满 do not (民法典 art. 1259). A figure without any word of aim
is a description: a state of affairs, a condition (招收5名以上…的学校), a rhythm of service (每周1—2次), a way of counting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tasks_seed.indicator_numbers import RATIO, TIME_UNITS

if TYPE_CHECKING:
    from decimal import Decimal

    from tasks_seed.indicator_numbers import Quantity


class Comparison(StrEnum):
    """How a value must stand to its target (比较方式); the words are those of `tracker.core.indicators`."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure that is a target: where its words of aim begin and end (offsets), and what to ask about it.

    `lead` is where the words before the figure begin (达到, 不低于, 至少); `base` what stands between: for a share or
    a multiple what it is counted of (适龄残疾学生总数), for a count its verb (建成); `each` a 每生每年 between the words and the figure.
    """

    comparison: Comparison
    lead: int
    end: int
    base: str = ""
    each: str = ""
    doubts: tuple[str, ...] = ()


_LEAST = r"不(?:得|能|应)?(?:再)?(?:低|少|小)于|至少(?:要|应|须|需)?|最少"
_REDUCED = r"(?:控制|压[缩减降]|缩短|(?<!增)减少?|降低?|下降)(?:在|到|至|为)"
_MOST = rf"(?:{_REDUCED})?(?:最多|至多)?不(?:得|能|应|宜)?(?:再)?(?:超过?|高于|多于|大于)|至多|最多|{_REDUCED}"
_MORE = r"(?<![不得能应宜])(?:超过?|高于|多于|大于|突破)"
_LESS = r"(?<![不得能应宜])(?:低于|少于|小于)"
_GOAL = r"(?<![发到直表])达到?|(?:提[高升]|增加|增长|增|上?升|扩大|拓展|扩展)(?:到|至)|(?<!不)(?:保持|稳定|维持)在|实现"
_GROWTH = r"(?:提[高升]|增长|增加|上升)"
_FALL = r"(?:降低|下降|减少|压减)"
_EACH = r"(?:每(?:学年|学期|季度|小?班|所|[生人年月周次校个天日]))*"
_ABOUT = r"(?:约|大约|大概)?"
_BEFORE = tuple(
    (re.compile(rf"(?P<word>{word})(?P<gap>{gap})(?P<each>{_EACH}){_ABOUT}$"), comparison)
    for word, gap, comparison in (
        (_LEAST, r"[^,，、。;:]{0,25}?", Comparison.AT_LEAST),
        (_MOST, r"[^,，、。;:]{0,25}?", Comparison.AT_MOST),
        (_MORE, "", Comparison.MORE_THAN),
        (_LESS, "", Comparison.LESS_THAN),
        (_GOAL, r"[^,，、。;:达]{0,20}?", Comparison.AT_LEAST),
        (_GROWTH, "", Comparison.AT_LEAST),
        (_FALL, "", Comparison.AT_LEAST),
    )
)
_BASE = re.compile(r"[^,，。;]{2,}的?$")
_AFTER = re.compile(
    r"(?P<of>个)?(?:\((?:含|包括)[^()]{0,6}\))?(?:(?P<least>[及或含]?(?:以上|之上))|(?P<most>[及或含]?(?:以下|之下|以内|之内)|内(?![容部涵地控设生])))"
)
_ROUGHLY = re.compile(r"左右|上下")
_VERB = (
    r"(?:建[成设好有立]|[新改扩]建|改扩建|新[增设]|增[设加]|[设创]立|设置|[开创举]办|办好|开[设展发]|创[建设]|打造|培[育养训]|遴选|评选"
    r"|选[树拔]|认定|推[出动广]|配[备置齐]|引进|招聘|完成|形成|制定|出台|发布|组织|组建|安排|建)"
)
_BUILD_NEAR = re.compile(rf"{_VERB}(?:\([^()]*\))?(?:好|成)?(?:约|大约)?(?:首批|第.批)?(?:全[国省市县区])?$")
_BUILD_FAR = re.compile(rf"{_VERB}[^,，。;:]{{1,40}}$")
_HAVE = re.compile(r"(?:每|各|都|力争|确保|实现|至少).*(?:都|均)?有$")
_STANDARD = re.compile(
    rf"(?:(?:标准|补[助贴]|津贴|比例?)(?P<word>为)|(?P<as>按照?)[^,，。;]{{0,12}}?)(?P<each>{_EACH})$"
)
_RATE_NAME = re.compile(r"(?:率|占比|比例|比重|覆盖面)(?:为|是)?$")
_EXISTING = re.compile(
    r"(?:已经?(?!有需)|现有|共有|原有|目前|现在|累计已|截[至止]|去年|上年|同比|较?上年|拥有)[^。;的]*$|从$|由$|基础上$"
)
_NORM_TAIL = r"标准|比例|要求|水平|幅度|目标|速度|工作量|规模|额度"
_CONDITION_AFTER = re.compile(
    rf"^的(?!{_NORM_TAIL})|^[^,，、。;:)]{{1,20}}的(?!{_NORM_TAIL})[^,，。;:]|^(?:后|时|者|且符合|县区)"
)
_CONDITION_BEFORE = re.compile(
    r"(?:招收|接收|就读|人口|年龄|从事|工龄|年满|学生|儿童|人数|(?<!建)有)(?:[^,，。;:每各]{0,12})?$"
)
_RHYTHM = re.compile(r"每(?:周|月|次|天|日)[^,，。;]*$")
_SOFT = re.compile(r"力争|争取|逐步|原则上|(?<!资)基本(?=[实完建形达])|一般|尽量|鼓励|有条件的|有需要的|探索")
_SUBSIDY = re.compile(r"给予|奖励|贴息|兑付|年薪|享受|可申报|直接认定")
_APPLIES = re.compile(rf"的(?!{_NORM_TAIL})|后|时")
_BASE_OF_MULTIPLE = re.compile(r"(?:应|要|须)?按照?([^,，。;]{2,30}?)的?$")
_SIZE = re.compile(r"每[^,，。;]{0,3}(?:大?约|平均)?$")
_FIGURE_ENDS = re.compile(r"$|[,，、。;:)和及与并]|以及|左右|上下|为宜")


def bound_of(text: str, clause: int, segment: int, quantity: Quantity) -> Bound | None:
    """The target that a figure sets, or None where it only describes.

    `clause` and `segment` are offsets: where the comma clause begins, and where the part of it that belongs to this
    figure begins (behind an earlier figure and its 和 or 、).
    """
    around = _look_around(text, clause, segment, quantity)
    if is_existing(around.clause) or (around.tail and _is_condition(around.before, around.rest)):
        return None
    lead = _lead(around.before)
    if quantity.unit in TIME_UNITS and (lead is None or not re.match(_REDUCED, lead[0]["word"])):
        return None
    if lead is not None and _reaches(*lead, around):
        return _with_lead(around, *lead)
    return _with_tail(around) if around.tail else _bare(around)


def ends_of(quantity: Quantity, bound: Bound) -> tuple[Decimal, Decimal | None]:
    """Value and upper end: both for a plain range, the one that binds for 不超过2—3人 or 1—2项以上."""
    if quantity.upper is None or bound.comparison is Comparison.EQUAL:
        return quantity.value, quantity.upper
    down = bound.comparison in (Comparison.AT_MOST, Comparison.LESS_THAN)
    return (quantity.upper if down else quantity.value), None


def asks(text: str, places: tuple[int, int], quantity: Quantity, bound: Bound) -> tuple[str, ...]:
    """The doubts that the words around a target raise: 力争, 每个区, 左右, a ratio's direction, a subsidy.

    `places` are the offsets of its sentence and of its clause.
    """
    sentence, clause = (text[place : bound.end] for place in places)
    doubts = [*bound.doubts, *soft_doubt(clause)]
    if re.search(r"(?:每[个所]|各)(?![级类种项])", clause) and not quantity.is_rate:
        doubts.append("这一指标要逐个地区或单位核对，请核定填报的数是每个的数还是合计数。")
    if quantity.unit == RATIO:
        doubts.append(_ratio_doubt(clause, quantity, bound, text[quantity.start : bound.end]))
    if quantity.upper is not None and bound.comparison is not Comparison.EQUAL:
        doubts.append(f"“{text[quantity.start : bound.end]}”又是范围又有上下限，请核定目标数。")
    following = re.match(r"[^。]*", text[bound.end :])
    if quantity.is_rate and _SUBSIDY.search(sentence + (following.group() if following else "")):
        doubts.append("像是补助、奖励的条件或标准，不像工作目标，请核定是否作为指标。")
    return tuple(doubts)


def soft_doubt(clause: str) -> tuple[str, ...]:
    """力争, 逐步, 原则上: an aim that is not a must."""
    soft = _SOFT.search(clause)
    return (f"原文有“{soft.group()}”，不是硬性要求，请核定是否作为考核指标。",) if soft else ()


def is_existing(before: str) -> bool:
    """Whether the words before a figure tell how things already stand (现有, 截至, 已建成)."""
    return bool(_EXISTING.search(before))


@dataclass(frozen=True, slots=True)
class _Around:
    """A figure and the words around it: its own part of the clause before it, the clause before it, 以上 and what follows."""

    quantity: Quantity
    segment: int
    before: str
    clause: str
    tail: re.Match[str] | None
    rest: str

    @property
    def end(self) -> int:
        return self.quantity.end + (self.tail.end() if self.tail else 0)

    @property
    def tail_says(self) -> Comparison | None:
        return (Comparison.AT_LEAST if self.tail["least"] else Comparison.AT_MOST) if self.tail else None


def _look_around(text: str, clause: int, segment: int, quantity: Quantity) -> _Around:
    after = text[quantity.end :]
    tail = _AFTER.match(after)
    rest = after[tail.end() :] if tail else after
    return _Around(quantity, segment, text[segment : quantity.start], text[clause : quantity.start], tail, rest)


def _is_condition(before: str, rest: str) -> bool:
    """招收5名以上残疾儿童的学校, 5人以上的普通学校, 达到50%以上后: they say where something applies."""
    if _CONDITION_AFTER.match(rest):
        return not _BUILD_NEAR.search(before) and not re.search(rf"(?:{_LEAST}|按照?)[^,，。;]*$", before)
    return bool(_CONDITION_BEFORE.search(before) and re.match(r"[^,，。;]{0,12}的", rest))


def _lead(before: str) -> tuple[re.Match[str], Comparison] | None:
    """The words of aim closest to the figure."""
    found = [(match, comparison) for pattern, comparison in _BEFORE if (match := pattern.search(before))]
    return max(found, key=lambda item: (item[0].end("word"), -item[0].start("word")), default=None)


def _reaches(lead: re.Match[str], comparison: Comparison, around: _Around) -> bool:
    """Whether the words of aim speak of this figure: 实现每个县都有一个… does not, 提高到…标准的10倍 does."""
    word, gap, quantity = lead["word"], lead["gap"], around.quantity
    if not re.fullmatch(_LEAST, word) and not around.tail and _APPLIES.match(around.rest):
        return False
    if comparison is not Comparison.AT_LEAST or not re.fullmatch(_GOAL, word):
        return True
    if not quantity.is_rate:
        return not gap and word != "实现"
    return not gap or (quantity.unit in ("倍", "%") and bool(_BASE.fullmatch(gap)))


def _with_lead(around: _Around, lead: re.Match[str], comparison: Comparison) -> Bound:
    word, end = lead["word"], around.end
    doubts: tuple[str, ...] = ()
    said = around.tail_says
    if around.tail and said and said is not comparison:
        if re.fullmatch(rf"{_GOAL}|{_REDUCED}|{_GROWTH}|{_FALL}", word):
            comparison = said
        else:
            doubts = (f"“{word}”和“{around.tail.group()}”的意思相反，请核对原文。",)
    elif rough := _ROUGHLY.match(around.rest):
        end += rough.end()
        doubts = (_rough_doubt(rough.group()),)
    if around.quantity.upper is not None and not around.tail and re.fullmatch(_GOAL, word):
        comparison = Comparison.EQUAL
    change = re.fullmatch(rf"{_GROWTH}|{_FALL}", word)  # 增长20%: the word belongs to the name
    start = around.segment + (lead.end("word") if change else lead.start("word"))
    base = "" if re.match(r"\d{4}年", lead["gap"]) else lead["gap"].removesuffix("的")
    return Bound(comparison, start, end, base, lead["each"], doubts)


def _with_tail(around: _Around) -> Bound:
    """Only 以上 or 以内 behind the figure: 按…的10倍以上拨付, 每年送教120课时以上."""
    each = re.search(rf"{_EACH}$", around.before)
    each_text = each.group() if each else ""
    base = _BASE_OF_MULTIPLE.search(around.before) if around.quantity.unit == "倍" else None
    lead = base.start() if base else len(around.before) - len(each_text)
    comparison = around.tail_says or Comparison.AT_LEAST
    return Bound(comparison, around.segment + lead, around.end, base[1] if base else "", each_text)


def _bare(around: _Around) -> Bound | None:
    """No 以上, no 不低于: a count with a verb that makes things (培育20所), a stated standard (标准为150元), a plain rate."""
    quantity, rest = around.quantity, around.rest
    rough = _ROUGHLY.match(rest)
    doubt = _rough_doubt(rough.group()) if rough else _bare_doubt(quantity)
    end = quantity.end + (rough.end() if rough else 0)
    if quantity.is_rate:
        return _bare_rate(around, end, doubt)
    if _RHYTHM.search(around.clause) or rest.startswith("的") or _SIZE.search(around.before):
        return None
    near = _BUILD_NEAR.search(around.before) or _HAVE.search(around.clause)
    if quantity.spelled and not (near and (quantity.unit == "所" or re.search(r"[每各都均]|至少", around.clause))):
        return None
    if not near and not (_BUILD_FAR.search(around.clause) and _FIGURE_ENDS.match(rest)):
        return None
    if quantity.upper is None:
        return Bound(Comparison.AT_LEAST, quantity.start, end, doubts=(doubt,))
    advised = ("原文写“为宜”，是建议的范围，请核定是否作为指标。",) if rest.startswith("为宜") else ()
    return Bound(Comparison.EQUAL, quantity.start, end, doubts=advised)


def _bare_rate(around: _Around, end: int, doubt: str) -> Bound | None:
    quantity, rest = around.quantity, around.rest
    standard = _STANDARD.search(around.before)
    if standard and (standard["word"] or rest.startswith("的标准")):
        lead = around.segment + standard.start("word" if standard["word"] else "as")
        asked = "像是发放或拨付的标准，按“等于”读，请核定是否作为指标。"
        return Bound(Comparison.EQUAL, lead, quantity.end, "", standard["each"], (asked,))
    if quantity.unit in ("%", RATIO) and _RATE_NAME.search(around.before) and _FIGURE_ENDS.match(rest):
        return Bound(Comparison.AT_LEAST, quantity.start, end, doubts=(doubt,))
    return None


def _rough_doubt(word: str) -> str:
    return f"原文有“{word}”，没有写明上下限，请核定。"


def _bare_doubt(quantity: Quantity) -> str:
    return f"原文只写了数，没有写“以上”或“以内”，按至少{quantity.value}{quantity.unit if quantity.unit != RATIO else ''}读，请核对。"


def _ratio_doubt(clause: str, quantity: Quantity, bound: Bound, printed: str) -> str:
    """1:3以上 may mean a quotient of 1÷3 or more, or a second side of 3 or more: the two point opposite ways."""
    first, second = _sides(clause)
    one, other = quantity.one, quantity.other
    if bound.comparison in (Comparison.AT_MOST, Comparison.LESS_THAN):
        return (
            f"“{printed}”按{one}÷{other}的比值以内读，即每{other}{second}至多{one}{first}；"
            f"也可能指{one}{first}对应{other}{second}以内，请核定方向。"
        )
    return (
        f"“{printed}”按{one}÷{other}的比值及以上读，即每{other}{second}至少{one}{first}；"
        f"也可能指{one}{first}对应{other}{second}以上，请核定方向。"
    )


def _sides(clause: str) -> tuple[str, str]:
    teacher = "名教职工" if "教职工" in clause else "名教师"
    if "师生比" in clause:
        return teacher, "名学生"
    return ("名学生", teacher) if "生师比" in clause else ("份前项", "份后项")
