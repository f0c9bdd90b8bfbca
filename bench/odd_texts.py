"""How the parser's time grows with hostile texts: milliseconds at 5,000 and 20,000 characters, and their ratio (4 is linear).

Usage: python bench/odd_texts.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.timing import least_ms
from tasks_seed.parse import parse_document
from tasks_seed.readers import Document, read_pasted

SMALL, LARGE = 5_000, 20_000
TEXTS = {
    "brackets never closed": "（",
    "brackets closed at once": "（）",
    "labels": "责任单位：县教育局。",
    "labels in open brackets": "（责任单位：",
    "notes behind one item": "（县教育局负责）",
    "numbers": "一、",
    "blanks between offices": "市 ",
    "offices": "县教育局、",
    "deadlines": "2025年底前，",
    "headers of a stacked table": "序号\n任务\n责任单位\n",
    "headers of a run-on table": "序号重点任务责任单位完成时限",
    "rows of tabs": "1\t建校\t县教育局\n",
    "pipes": "|",
    "items": "1.建校。（县教育局、县财政局负责）\n",
}


def main() -> None:
    """Print a line a text."""
    print("| text | 5,000 characters | 20,000 characters | ratio |\n|---|---:|---:|---:|")
    for name, piece in TEXTS.items():
        small, large = _milliseconds(piece, SMALL), _milliseconds(piece, LARGE)
        print(f"| {name} | {small:.0f} ms | {large:.0f} ms | {large / small:.1f} |")


def _milliseconds(piece: str, length: int) -> float:
    document = read_pasted("序号\t任务\t责任单位\n" + piece * (length // len(piece)))
    return least_ms(lambda: _parse(document), runs=3)


def _parse(document: Document) -> None:
    parse_document(document)


if __name__ == "__main__":
    main()
