"""What a target measures (指标名称): the words around the figure, without the date, the aim and the figure itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks_seed.indicator_bounds import Bound
    from tasks_seed.indicator_numbers import Quantity

_DATE = (
    r"(?:力争|争取)?(?:到|至|在)?(?:20\d\d年?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:年?[底末])?(?:(?:之|以)?[前内])?"
    r"|[“\"]?十[四五六]五[”\"]?(?:末|期末|期间|时期)|(?:年|\d{1,2}月)底前|年内)"
)
_OPENING = re.compile(
    rf"(?:{_DATE}|\(?[\d一二三四五六七八九十]{{1,2}}[).、]|[一二三四五六]是|[,，、:]|其中|并(?![网轨])且?|且|和|及|同时|确保|力争|争取|保证|基本(?=[实完建形达])|逐步|努力|原则上|严格|切实|大力|全面|普遍"
    r"|实现|推[动进](?!会)|保障(?!金|房)|落实|加强|使(?!用)|将|把|对|以(?![上下内])|在(?!校|园|籍|读)|按照?(?!揭)|要(?!素)|应当|应(?![急用届])"
    r"|全[国省市县区](?!域|民)|实施|各地要|其他|拟|计划|可以?(?=[按给由]|$)|分别(?=给))+"
)
_CLOSING = re.compile(
    rf"(?:{_DATE}|[由从][^,，由从]{{0,14}}\d[\d.]*(?:%|[个所名人])|在|约|大约|要|应当|应|须|需|均|都|力争|确保|原则上|平均|并|且|不断|逐步|的|合理|总体|按照?|[,，、:]|每(?:学期|学年|季度|班|[生人年月周次]))+$"
)
_VERB_OPENING = re.compile(
    r"^(?>建[成设好有立]|[新改扩]建|改扩建|新[增设]|增[设加]|设[立置]|[开创举]办|办好|开[设展发]|创[建设]|打造|培[育养]|遴选|评选|选[树拔]"
    r"|认定|推出|配[备置齐]|引进|完成|形成|制定|组织|组建|建|支持)"
)
_NORM = re.compile(r"^的(?P<norm>工作量|规模)")
_AIM_INSIDE = re.compile(r"(?:要|应当?|须|力争|至少|确保)(?=(?:办好|建|设|配|培|打造|开|创|有))")
_RHYTHM = re.compile(r"(?:每(?:学期|学年|季度|[生人年月周次]))+$")
_TAIL = re.compile(r"^(?!的|以|为|左右|上下|后|时|[,，、。;:(]|且|和|及|或)[^,，、。;:]{2,16}")
_OBJECT = re.compile(r"^(?:[^,，。;:()]|\([^()]*\))+")
_NEXT_FIGURE = re.compile(r"[和及与并、](?=[^和及与、]{0,10}\d)|\((?=[^()]*\d)")


def name_of(before: str, after: str, previous: str, quantity: Quantity, bound: Bound) -> str:
    """The name of what is measured, in squeezed spelling; "" where the sentence does not say.

    `before` ends where the words of aim begin, `after` begins behind the target, `previous` is the clause before this one.
    """
    if quantity.is_rate:
        return _rate(before, after, previous, quantity, bound)
    return _count(before, after, previous, quantity, bound)


def subject(words: str) -> str:
    """A stretch of text without the date, the aims and the joints around it."""
    name = _CLOSING.sub("", words[opening.end() :] if (opening := _OPENING.match(words)) else words)
    return name if name.count("“") == name.count("”") else name.strip("“”")


def things_after(after: str, quantity: Quantity) -> str:
    """What a count counts, where it stands behind the figure (20所|示范校); "" for rates and money."""
    found = _OBJECT.match(after)
    if quantity.is_rate or found is None or after.startswith("为宜"):
        return ""
    if norm := _NORM.match(after):
        return norm.group()
    things = found.group()
    if cut := _NEXT_FIGURE.search(things):
        things = things[: cut.start()]
    head, listed, rest = things.partition("、")
    # 首批20个技术先进、场景适配的数据集 names one thing, 配备1名教师、完善制度 does not.
    return things if listed and "的" in rest and "的" not in head else head


def _rate(before: str, after: str, previous: str, quantity: Quantity, bound: Bound) -> str:
    said = subject(before) or subject(previous)
    if norm := _NORM.match(after):
        said += norm["norm"]
    elif tail := _TAIL.match(after):
        said += tail.group()
    notes = [f"{bound.base}的倍数" if quantity.unit == "倍" else f"占{bound.base}"] if bound.base else []
    notes += [each] if (each := quantity.per or bound.each or _rhythm(before)) else []
    return said + (f"({'、'.join(notes)})" if notes else "")


def _count(before: str, after: str, previous: str, quantity: Quantity, bound: Bound) -> str:
    said = subject(_AIM_INSIDE.sub("", before))
    said = said + bound.base + things_after(after, quantity).removeprefix("的")
    bare = _VERB_OPENING.sub("", said)
    name = bare or said or subject(previous)
    each = bound.each or _rhythm(before)
    return name + (f"({each})" if each and name else "")


def _rhythm(before: str) -> str:
    found = _RHYTHM.search(before)
    return found.group() if found else ""
