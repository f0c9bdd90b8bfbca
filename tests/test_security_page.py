"""docs/security.md names for each claim the code and the test; both must be there (安全说明与测试对得上)."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and not set(line) <= set("|- ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if len(row) == 3 and row[0] != "claim"]


def test_every_claim_names_its_code_and_its_test():
    assert len(rows()) > 25
    for claim, code, test in rows():
        assert re.search(r"`[\w./-]+`", code), claim
        assert re.search(r"`tests/[\w./-]+\.py", test), claim


def test_every_file_that_is_named_exists():
    named = set(re.findall(r"`((?:tests|tracker|tasks_seed|bots|script|docs)/[\w./-]*)", PAGE))
    assert len(named) > 40
    assert not [name for name in sorted(named) if not (ROOT / name.rstrip("/")).exists()]


def test_every_test_that_is_named_by_function_exists():
    for file, name in re.findall(r"`(tests/[\w./-]+\.py)::(\w+)", PAGE):
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{name}"


def test_the_audit_names_no_registry_and_fails_for_what_could_not_be_looked_at():
    script = (ROOT / "script" / "audit").read_text(encoding="utf-8")
    assert "--strict" in script
    assert "://" not in script
