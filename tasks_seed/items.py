"""Tasks in the body of a plan (正文任务): numbered items with a note of their own, or one note for several."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks_seed.found import BODY_LIST, MAIN_LIST, Found, text_of
from tasks_seed.note_spans import names_only_offices
from tasks_seed.notes import IsDeadline, Note, read_note
from tasks_seed.outline import heading_of
from tasks_seed.parts import HEADING_LENGTH, Part, Segment, mark_substantial, part_of
from tasks_seed.roles import opens_with_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks_seed.outline import Node
    from tasks_seed.passages import Passage

_SHORTEST_DUTY = 6
_SECTION = 2  # 一、 and above
_MEASURES = re.compile(r"^(?:具体|主要|工作|重点)?(?:措施|举措|任务|内容)\s*[:：]\s*")
_FRAME = re.compile(
    r"指导思想|基本原则|总体要求|总体目标|主要目标|工作目标|发展目标|目标任务|任务目标|组织领导|保障措施|组织实施|工作要求|有关要求|组织保障|"
    r"工作保障|实施步骤|工作步骤|基本情况|现状|背景|附则|适用范围|时间安排|监督检查|宣传引导|督导评估|督促检查|健全机制|实施保障|强化保障"
)
_TASK_SECTION = re.compile(r"(?:任务|举措|措施|重点工作|工作内容|重点项目|行动内容|整治内容|工作安排)")

SHARED_NOTE = "本部分只在末尾写了一处责任单位，已套用到这一部分的各项，请核对。"
ONE_TASK = "本部分只在最后一项写了责任单位，暂把整个部分当作一项任务，请核对，必要时拆分。"
HEADING_NOTE = "责任单位写在上一级标题后，已套用到下面各项，请核对。"
NO_NOTE = "这一项没有写责任单位，同一部分的其他项都写了，请核对。"
NAMES_NOBODY = "这一项没有写责任单位，请核对。"
NO_NOTES_AT_ALL = "全文没有标注责任单位，任务按编号逐项列出，牵头单位请人工指定（通常由发文单位牵头）。"


def body_items(root: Node, is_deadline: IsDeadline) -> list[Found]:
    """The tasks of the body that carry notes; empty where no note names a unit."""
    part = part_of(root, is_deadline)
    if not part.has_notes and not part.has_notes_below:
        return list(_items_by_unit(part, is_deadline)) or list(_duties_of_units(part, is_deadline))
    mark_substantial(part)
    return list(_items(part, ""))


def _items_by_unit(root: Part, is_deadline: IsDeadline) -> Iterator[Found]:
    """A plan sorted by units: 一、县教育局（3项） and below it what that office does."""
    for part in root.walk():
        name = re.sub(r"[（(]?共?\d+[项条个][）)]?$", "", part.node.heading)
        if part.children and part.node.level and names_only_offices(name):
            note = read_note(name, is_deadline)
            for child in part.children:
                yield _found(child.node, part.node.name, child.words(), note)


def _duties_of_units(root: Part, is_deadline: IsDeadline) -> Iterator[Found]:
    """A list of who does what (职责分工): 县教育局：开展宣传教育，6月20日前完成. Each office leads what stands behind its name."""
    found: list[Found] = []
    for part in root.walk():
        for passage in part.node.passages:
            name, colon, _ = passage.folded.partition(":")
            if colon and names_only_offices(name) and len(passage.text) > len(name) + _SHORTEST_DUTY:
                words = passage.cut(len(name) + 1)
                note = read_note(f"牵头单位：{passage.text[: len(name)]}", is_deadline)
                number = part.node.mark.rstrip(".．、：: ") if passage is part.node.passages[0] else ""
                found.append(Found(no=number, group="", text=words, note=note, parts=(passage,)))
    yield from found if len(found) > 1 else ()


def unnoted_items(root: Node) -> list[Found]:
    """The tasks of a plan that names no unit at all: the numbered items of its task sections."""
    sections = [
        node for node in root.walk() if node.level and _TASK_SECTION.search(node.heading) and not _is_frame(node)
    ]
    inner = {id(node) for section in sections for child in section.children for node in child.walk()}
    chosen = [section for section in sections if section.children and id(section) not in inner]
    if not chosen:
        chosen = [node for node in root.children if node.children and not _is_frame(node)]
    found: list[Found] = []
    for section in chosen:
        found += _leaves(section)
    return found


def _leaves(node: Node) -> list[Found]:
    found: list[Found] = []
    for child in node.children:
        if child.children:
            found += _leaves(child)
        elif child.passages:
            found.append(_found(child, node.name, child.passages, Note()))
    return found


def _is_frame(node: Node) -> bool:
    return bool(_FRAME.search(node.heading))


def _items(part: Part, group: str) -> Iterator[Found]:
    name = part.node.name if part.node.level else group
    if part.noted and part.children and not part.has_notes_below:
        yield from _below_heading_note(part, group)
    elif part.noted:
        yield from _own_items(part, group)
    if part.has_notes_below:
        shared = _shared_note(part)
        if shared is None:
            for child in part.children:
                if child.has_notes or child.has_notes_below:
                    yield from _items(child, name)
                elif _misses_its_note(child, part):
                    yield replace(_found(child.node, name, child.words(), Note()), doubts=(NO_NOTE,))
        elif _is_one_task(part, shared):
            found = _found(part.node, group, part.words(), shared.note)
            yield replace(found, doubts=(ONE_TASK,)) if part.node.level <= _SECTION else found
        else:
            for child in part.children:
                yield replace(_found(child.node, name, child.words(), shared.note), doubts=(SHARED_NOTE,))


def _own_items(part: Part, group: str) -> Iterator[Found]:
    """One task a note; a part whose measures follow below is listed beside them."""
    measures = [_opens_measures(segment) for segment in part.noted]
    several = measures.count(False) > 1
    below = part.has_notes_below
    last = max((index for index, opens in enumerate(measures, 1) if opens), default=0)
    for index, segment in enumerate(part.noted, 1):
        texts = segment.texts
        if measures[index - 1]:
            first = texts[0].cut(_MEASURES.match(texts[0].text).end())  # type: ignore[union-attr]
            found = _found(part.node, part.node.name, [first, *texts[1:]], segment.note)
            yield replace(found, no=f"{part.node.mark}（未编号）", title="")
            continue
        found = _found(part.node, group, texts, segment.note)
        has_measures = below or index < last
        list_name = BODY_LIST if has_measures else MAIN_LIST
        number = f"{found.no}-{index}".lstrip("-") if several else found.no
        yield replace(found, no=number, list_name=list_name)


def _opens_measures(segment: Segment) -> bool:
    return bool(
        segment.texts and len(segment.texts[0].text) > HEADING_LENGTH and _MEASURES.match(segment.texts[0].text)
    )


def _below_heading_note(part: Part, group: str) -> Iterator[Found]:
    """A note behind a heading: for each task below it if those are tasks, else for the whole."""
    note = part.noted[-1].note
    are_tasks = _are_tasks(part.children) or part.node.level <= _SECTION
    if len(part.noted) == 1 and part.noted[0].length <= HEADING_LENGTH and are_tasks:
        for child in part.children:
            yield replace(_found(child.node, part.node.name, child.words(), note), doubts=(HEADING_NOTE,))
    else:
        yield _found(part.node, group, part.words(), note)


def _shared_note(part: Part) -> Segment | None:
    """The only note below a part, if it ends the last of several items."""
    noted = [below for below in part.walk() if below is not part and below.noted]
    if part.noted or len(part.children) < 2 or len(noted) != 1 or len(noted[0].noted) != 1:  # noqa: PLR2004
        return None
    last = part.children[-1]
    while last.children:
        last = last.children[-1]
    segment = noted[0].noted[0]
    if noted[0] is not last:
        return None
    return segment if segment.alone or part.node.level > 2 or not _are_tasks(part.children) else None  # noqa: PLR2004


def _is_one_task(part: Part, shared: Segment) -> bool:
    return not (shared.alone and _are_tasks(part.children))


def _are_tasks(parts: list[Part]) -> bool:
    return bool(parts) and all(part.substantial for part in parts)


def _misses_its_note(part: Part, parent: Part) -> bool:
    """An item without a note among items of which most have one."""
    if part.children or not part.node.passages or _is_frame(part.node):
        return False
    siblings = [child for child in parent.children if not child.children]
    return sum(1 for child in siblings if child.has_notes) >= max(2, (len(siblings) + 1) // 2)


def _found(node: Node, group: str, texts: list[Passage], note: Note) -> Found:
    text = text_of([text for text in texts if not opens_with_label(text.folded)] or texts)
    return Found(
        no=node.mark.rstrip(".．、：: "),
        group=group,
        text=text,
        title=title if (title := heading_of(text.text)) != text.text.strip("。") else "",
        note=note,
        parts=(node.mark_at, *texts),
    )
