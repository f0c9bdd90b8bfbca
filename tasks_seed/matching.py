"""The same line in another version of a document (新旧对应): by text first, by number where the texts leave a choice.

A match is a pair of positions with its likeness and, where a person should look, the doubt in words. Each line matches once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.letters import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

SURE = 85.0  # of 100: the same line with a few words changed
ALIKE = 55.0  # below this two lines have little in common
ALIKE_AT_ITS_NUMBER = 43.0  # the same where the number is equal as well
_SAME_NUMBER = 3.0  # an equal number decides between texts that are about as like, never against the text
_CANDIDATES = 12
_NEAR = 6.0  # another candidate this close makes the match a question


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be matched: its number and its text."""

    no: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """Line `old` of the earlier version is line `new` of the later one; `doubt` is empty where the texts leave no question."""

    old: int
    new: int
    likeness: float
    doubt: str = ""


def match_lines(old: Sequence[Line], new: Sequence[Line]) -> list[Match]:
    """The pairs, in the order of the new lines. What is left over on the old side was dropped, on the new side added."""
    before, after = [_folded(line.text) for line in old], [_folded(line.text) for line in new]
    found = _equal(old, new, before, after)
    rest_old = [index for index in range(len(old)) if index not in set(found.values())]
    rest_new = [index for index in range(len(new)) if index not in found]
    matches = [Match(old_index, new_index, 100.0) for new_index, old_index in found.items()]
    matches += _alike(old, new, before, after, rest_old, rest_new)
    return sorted(matches, key=lambda match: match.new)


def most_alike(lines: Sequence[Line], others: Sequence[Line], *, least: float) -> list[int | None]:
    """For each line the place of the other line most like it, None where none is `least` (of 100) like; several may share one.

    An equal number decides between texts that are about as like; of equal ones the first.
    """
    choices = {place: text for place, other in enumerate(others) if (text := _folded(other.text))}
    found = [_candidates(line, _folded(line.text), others, choices, least) for line in lines]
    return [max(scores, key=lambda place: (scores[place], -place), default=None) for scores in found]


def _equal(old: Sequence[Line], new: Sequence[Line], before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """New → old where the texts are equal; of several equal ones the one of the same number, else the next in order."""
    places: dict[str, list[int]] = {}
    for index, text in enumerate(before):
        places.setdefault(text, []).append(index)
    found: dict[int, int] = {}
    for same_number in (True, False):
        for index, text in enumerate(after):
            free = [place for place in places.get(text, []) if not same_number or old[place].no == new[index].no]
            if text and index not in found and free:
                found[index] = free[0]
                places[text].remove(free[0])
    return found


def _alike(
    old: Sequence[Line],
    new: Sequence[Line],
    before: Sequence[str],
    after: Sequence[str],
    rest_old: list[int],
    rest_new: list[int],
) -> list[Match]:
    """The best pairs first; each line once."""
    scores: dict[tuple[int, int], float] = {}
    choices = {index: before[index] for index in rest_old if before[index]}
    for index in rest_new:
        found = _candidates(new[index], after[index], old, choices, ALIKE, ALIKE_AT_ITS_NUMBER)
        scores |= {(place, index): score for place, score in found.items()}
    chosen: dict[tuple[int, int], float] = {}
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for (place, index), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if place not in taken_old and index not in taken_new:
            taken_old.add(place)
            taken_new.add(index)
            chosen[(place, index)] = score
    rivals = _rivals(scores, chosen)
    return [
        Match(*pair, min(100.0, score), _doubt(old[pair[0]], new[pair[1]], score, score - rivals[pair]))
        for pair, score in chosen.items()
    ]


def _candidates(
    line: Line,
    text: str,
    others: Sequence[Line],
    choices: dict[int, str],
    least: float,
    least_at_its_number: float | None = None,
) -> dict[int, float]:
    """Place → likeness of the few others that are most like a line, with what an equal number adds."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - 3 MB that a process needs only when it compares

    lower = least if least_at_its_number is None else least_at_its_number
    scores: dict[int, float] = {}
    for _, score, place in process.extract(text, choices, scorer=fuzz.ratio, limit=_CANDIDATES, score_cutoff=lower):
        is_same_number = bool(line.no) and others[place].no == line.no
        if score >= (lower if is_same_number else least):
            scores[place] = score + (_SAME_NUMBER if is_same_number else 0.0)
    return scores


def _rivals(scores: dict[tuple[int, int], float], chosen: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Pair → the best score of another pair with one of its lines, whose other line is not better off elsewhere."""
    of_old = {pair[0]: (pair, score) for pair, score in chosen.items()}
    of_new = {pair[1]: (pair, score) for pair, score in chosen.items()}
    best = dict.fromkeys(chosen, 0.0)
    for (old, new), score in scores.items():
        if (old, new) in chosen:
            continue
        mine, theirs = of_old.get(old), of_new.get(new)
        if mine and (theirs is None or theirs[1] <= score):
            best[mine[0]] = max(best[mine[0]], score)
        if theirs and (mine is None or mine[1] <= score):
            best[theirs[0]] = max(best[theirs[0]], score)
    return best


def _doubt(old: Line, new: Line, likeness: float, lead: float) -> str:
    if lead < _NEAR:
        return f"旧版还有和它差不多像的，暂认作旧版（{old.no}），请核对。"
    if likeness >= SURE:
        return ""
    if old.no and old.no == new.no:
        return f"序号相同，但文字改动较大（相似 {likeness - _SAME_NUMBER:.0f}%），是不是同一项，请核对。"
    return f"文字只有 {likeness:.0f}% 相似，暂认作旧版（{old.no}），请核对。"


def _folded(text: str) -> str:
    return "".join(fold(text).split())
