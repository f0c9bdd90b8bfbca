"""Where responsibility notes stand in a text (标注的位置): brackets, labels, and a last sentence that names who leads."""

from __future__ import annotations

import re

from tasks_seed.declarations import without_declaration
from tasks_seed.letters import TERMINAL, depths, fold, split_outside
from tasks_seed.notes import VERB, names_a_unit
from tasks_seed.repair import mended_in_place
from tasks_seed.roles import SIGNS, label_at
from tasks_seed.wordlike import looks_like_units

_SHORTEST_NOTE, _LONGEST_NOTE = 4, 500  # with its brackets
_LONGEST_SENTENCE = 160
_BEFORE_NOTE = TERMINAL + '.)”"》:'
_BEFORE_LABEL = TERMINAL + '.)”" ,:' + SIGNS
_AFTER_DUTY = re.compile(r"[,，;；。、]\s*(?:下同|以下不再列出|以下简称[^,，]*)?$")
_DUTY_WORD = re.compile(r"(?:负责|牵头|配合|落实|实施|承办|办理|参与|参加|协助|主办|协办|推进|督办)$")
_WHEN = re.compile(r"\d年|\d月|底前|长期|持续|完成$|^年内|^全年|季度|学期")
_LEADS = re.compile(r"(?:牵头|负责|主办)(?:负责|落实|实施|组织)*$")
_OFFICE = re.compile(
    r".(?:局|委|办|部|厅|署|院|政府|联|会|银行|集团|管委会|街道|部门|单位|各地区?|各(?:县|区|市|乡|镇).*)$"
    r"|^[省市县区州](?!级).*(?:室|处|中心|院|校|公司)$"
)


def find_notes(text: str) -> list[tuple[int, int]]:
    """Notes from left to right: start, and the place behind them. Brackets are part of their note."""
    folded = mended_in_place(fold(text))
    levels, ends = depths(folded), _bracket_ends(folded)
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(folded):
        end = _note_end(folded, levels, ends, index)
        if end:
            start = len(folded[:index].rstrip(SIGNS + " "))  # ——责任单位：
            found.append((start, end))
        index = end or index + 1
    if not found:
        sentence = _closing_sentence(folded, levels)
        found = [sentence] if sentence else []
    return found


def _bracket_ends(folded: str) -> dict[int, int]:
    """The place behind the bracket that closes each, as far as a note may reach; one pass, however many there are."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer("[()]", folded):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if _SHORTEST_NOTE <= match.end() - start <= _LONGEST_NOTE:
                ends[start] = match.end()
    return ends


def _note_end(folded: str, levels: list[int], ends: dict[int, int], index: int) -> int | None:
    """The end of the note that begins here, if one does."""
    free = index == 0 or folded[index - 1] in _BEFORE_LABEL
    if free and levels[index] == 0 and label_at(folded, index):  # also 【牵头单位】 without a colon
        return _label_end(folded, levels, index)
    if folded[index] == "(":
        labelled = label_at(folded, index + 1) is not None
        # A bracket that was never closed must not hide the notes behind it.
        if not labelled and levels[index] and folded[index - 1] not in TERMINAL:
            return None
        unclosed = len(folded) if labelled and len(folded) - index <= _LONGEST_NOTE else None
        end = ends.get(index) or unclosed
        return end if end and _is_note(folded, index, end) else None
    return None


def _is_note(folded: str, start: int, end: int) -> bool:
    """A bracket with a label, or one at the end of a sentence whose clauses say that offices do something."""
    content = _AFTER_DUTY.sub("", without_declaration(folded[start + 1 : end].rstrip(")"))[0]).strip().rstrip("。.")
    if label_at(content):
        return True
    before, after = folded[:start].rstrip(), folded[end:].lstrip()
    if before and before[-1] not in _BEFORE_NOTE and after and after[0] not in TERMINAL:
        return False
    clauses = split_outside(content.replace(" ", ","), ",，;；。")
    behind_sentence = not before or before[-1] in TERMINAL
    if behind_sentence and not after.strip("。") and _only_offices(clauses):
        return True
    dated = [clause for clause in clauses if _WHEN.search(clause)]
    doing = [clause for clause in clauses if clause not in dated]
    ends = not after.strip("。；") or folded[end : end + 1] == "\n"
    if dated and doing and ends and all(looks_like_units(clause) for clause in doing):
        return True  # （9月底前，总务处）
    says_duty = any(_DUTY_WORD.search(clause) for clause in clauses)
    return says_duty and any(names_a_unit(clause) for clause in clauses)


def _only_offices(clauses: list[str]) -> bool:
    """Whether a bracket behind the last full stop holds nothing but names of offices."""
    names = [name for clause in clauses for name in split_outside(clause, "、")]
    return all(looks_like_units(name) for name in names) and any(_OFFICE.search(name) for name in names)


def _label_end(folded: str, levels: list[int], start: int) -> int:
    """A label's value goes to the end of its sentence, and over the next label if one follows at once."""
    for index in range(start, len(folded)):
        if folded[index] == "。" and levels[index] == 0 and not label_at(folded, index + 1):
            return index + 1
    return len(folded)


def _closing_sentence(folded: str, levels: list[int]) -> tuple[int, int] | None:
    """A last sentence, or the last two, that say nothing but who does it: 由市教育局牵头，市残联配合，2024年底前完成."""
    end = len(folded.rstrip("。;； "))
    stops = [index for index in range(end) if folded[index] in TERMINAL and levels[index] == 0]
    for start in [stop + 1 for stop in reversed(stops[-2:])] or [0]:
        sentence = folded[start:end].strip()
        if len(sentence) > _LONGEST_SENTENCE or not (stops or sentence.startswith("由")):
            return None
        doing = [clause for clause in split_outside(sentence, ",，。") if not _only_dates(clause)]
        if not doing or not all(VERB.search(clause) and names_only_offices(clause) for clause in doing):
            return None
        if _LEADS.search(doing[0]):
            return start, len(folded)
    return None


def _only_dates(clause: str) -> bool:
    return bool(_WHEN.search(clause) and not VERB.search(clause))


def names_only_offices(clause: str) -> bool:
    """Whether a clause holds offices and nothing else but what they do: 县教育局, 由县教育局牵头."""
    units = VERB.sub("", clause.removeprefix("由"))
    return (
        bool(units.strip())
        and looks_like_units(units)
        and any(_OFFICE.search(name) for name in split_outside(units, "、"))
    )
