"""How well doubts are placed (疑点校准): over a folder of documents with reviewed answers beside them (`X.txt`, `X.gold.json`).

Usage: python script/doubts.py FOLDER [--worn 10]

Rows are compared with the answers by lead, cooperating units, day and kind of the deadline. Two questions are answered: of the
rows that were read wrongly, how many carried a doubt; of the doubts, how many were right to ask. A doubt is right where a field
is wrong, or where the answer itself records a decision: a lead that the document does not name, a note, another reading.

Documents that are read without a mistake say little of the first question. `--worn N` reads each text again N times with
faults put in at fixed places, such as a scanner makes them: letters exchanged, brackets lost, blanks put in.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).parents[1]))

from tasks_seed.letters import fold
from tasks_seed.parse import parse_document
from tasks_seed.readers import Document, DocumentKind, read_document, read_pasted

if TYPE_CHECKING:
    from tasks_seed.draft import Draft

_ALIKE = 85.0
_FAULTS = {
    "局": "周",
    "育": "肓",
    "牵": "荤",
    "任": "仟",
    "（": "(",
    "）": " ",
    "。": ".",
    "、": ",",
    "责": "贵",
    "：": " ",
    "底": "氐",
}
_FAULT_EVERY = 40  # characters


@dataclass
class Tally:
    """What was counted over some documents."""

    rows: int = 0
    wrong: int = 0
    wrong_and_asked: int = 0
    lost: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    rightly: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)


def main() -> None:
    """Print the two shares, the sentences asked, and the rows that were wrong in silence."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder", type=Path)
    options.add_argument("--worn", type=int, default=0, metavar="N")
    given = options.parse_args()
    clean, worn = Tally(), Tally()
    for answer in sorted(given.folder.glob("*.gold.json")):
        rows = _rows(json.loads(answer.read_text("utf-8")))
        for path in sorted(given.folder.glob(answer.name.removesuffix("gold.json") + "*")):
            if path == answer:
                continue
            document = read_document(path)
            _count(clean, rows, document, path.name)
            if document.kind is DocumentKind.TEXT:
                for number in range(given.worn):
                    _count(worn, rows, read_pasted(_worn(document.text, number)), f"{path.name} #{number}")
    _show("as they are", clean)
    if given.worn:
        _show(f"with faults, {given.worn} times each", worn)


def _rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [*answer.get("tasks", []), *answer.get("inline_tasks", [])]


def _worn(text: str, number: int) -> str:
    chance = random.Random(number)  # noqa: S311 - the same faults every time
    letters = list(text)
    for place in range(0, len(letters), _FAULT_EVERY):
        at = min(len(letters) - 1, place + chance.randrange(_FAULT_EVERY))
        letters[at] = _FAULTS.get(letters[at], letters[at])
    return "".join(letters)


def _count(tally: Tally, rows: list[dict[str, Any]], document: Document, name: str) -> None:
    drafts = list(parse_document(document).tasks)
    for row in rows:
        draft = max(drafts, key=lambda each: _likeness(row, each), default=None)
        if draft is None or _likeness(row, draft) < _ALIKE:
            tally.lost += 1
            continue
        drafts.remove(draft)
        wrong = _wrong(row, draft)
        tally.rows += 1
        tally.wrong += bool(wrong)
        tally.wrong_and_asked += bool(wrong and draft.doubts)
        if wrong and not draft.doubts:
            tally.silent.append(f"{name} {row['no']}: {', '.join(wrong)}")
        decided = (
            row.get("note") or row.get("alt") or row.get("lead_rule") != "explicit" or row.get("deadline_text_alt")
        )
        for doubt in draft.doubts:
            kind = re.sub("“[^”]*”", "“…”", doubt)
            tally.asked[kind] += 1
            tally.rightly[kind] += bool(wrong or decided)


def _likeness(row: dict[str, Any], draft: Draft) -> float:
    return fuzz.ratio(_plain(row["text"]), _plain(draft.text))


def _wrong(row: dict[str, Any], draft: Draft) -> list[str]:
    """The names of the fields that differ from the answer and its other readings."""
    readings = [row, *row.get("alt", [])]
    deadline = row.get("deadline") or {}
    days = [deadline.get("due"), *(deadline.get("due_alt") or [])]
    due = draft.deadline.due.isoformat() if draft.deadline.due else None
    fields = {
        "lead": any(_names(each["lead"]) == _names(draft.lead) for each in readings),
        "cooperating": any(_names(each["cooperating"]) == _names(draft.cooperating) for each in readings),
        "due": due in days,
        "kind": (deadline.get("kind") or "none") == draft.deadline.kind or due in days[1:],
    }
    return [name for name, is_right in fields.items() if not is_right]


def _names(names: Any) -> set[str]:  # noqa: ANN401 - a list out of JSON or a tuple
    return {_plain(name) for name in names}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", fold(text))


def _show(title: str, tally: Tally) -> None:
    asked, rightly = sum(tally.asked.values()), sum(tally.rightly.values())
    print(f"\n### {title}\n")
    print(
        f"{tally.rows} rows found, {tally.lost} lost; {tally.wrong} with a wrong field, {tally.wrong_and_asked} of them asked about"
    )
    print(f"{asked} doubts, {rightly} of them right to ask\n\n| asked | right | doubt |\n|---:|---:|---|")
    for kind, count in tally.asked.most_common():
        print(f"| {count} | {tally.rightly[kind]} | {kind} |")
    for line in tally.silent[:40]:
        print(f"wrong in silence: {line}")


if __name__ == "__main__":
    main()
