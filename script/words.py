"""Write the second half of docs/words.md anew from the enumerations of tracker/core/words.py."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tracker.core import words  # noqa: E402 - runs from a checkout without being installed

HEADING = "## Enumerations"


def main() -> None:
    """Keep what stands above the heading; write every enumeration below it, in the order of the file."""
    page = ROOT / "docs" / "words.md"
    above = page.read_text(encoding="utf-8").split(HEADING)[0].rstrip()
    names = re.findall(r"^class (\w+)\(Word\)", inspect.getsource(words), re.MULTILINE)
    page.write_text("\n\n".join([above, HEADING, *map(_section, names)]) + "\n", encoding="utf-8")


def _section(name: str) -> str:
    word = getattr(words, name)
    first = (word.__doc__ or "").split("\n")[0]
    rows = [f"| `{member.value}` | {member.label} |" for member in word]
    return "\n".join([f"### `{name}`", "", first, "", "| value | 中文 |", "|---|---|", *rows])


if __name__ == "__main__":
    main()
