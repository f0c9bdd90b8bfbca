"""An office's own reviewed tables: what is wrong is named with file, row and column, and nothing is admitted until mended."""

import csv
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from running import ROOT, tracker

from tracker.store.db import connected, migrate, open_database
from tracker.store.tables import Duty, Plan, Task

SHIPPED = ROOT / "tasks_seed" / "plans" / "tuoli-2023"


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "benxian-2023"))


def change(path: Path, edit: Callable[[list[dict[str, str]]], None]) -> None:
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    edit(rows)
    out = StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")


def set_cell(row: int, column: str, value: str) -> Callable[[list[dict[str, str]]], None]:
    return lambda rows: rows[row].__setitem__(column, value)


def counts(data: Path) -> tuple[int, int, int]:
    opened = open_database(f"sqlite:///{data / 'tracker.db'}")
    migrate()
    with connected():
        found = (Plan.select().count(), Task.select().count(), Duty.select().count())
    opened.close()
    return found


def test_own_tables_are_admitted_like_the_shipped_ones(folder, tmp_path):
    done = tracker(tmp_path / "data", "seed", "--tables", str(folder), "--json")
    assert done.code == 0, done.err
    assert [(plan["key"], plan["tasks"]) for plan in done.json] == [("benxian-2023", 20)]


@pytest.mark.parametrize(
    ("file", "edit", "named"),
    [
        ("tasks.csv", set_cell(3, "时限类型", "大概"), ("tasks.csv", "第5行", "时限类型")),
        ("tasks.csv", set_cell(3, "牵头单位", "没有这个局"), ("tasks.csv", "第5行", "牵头单位")),
        ("tasks.csv", set_cell(3, "任务原文", ""), ("tasks.csv", "第5行")),
        ("tasks.csv", set_cell(15, "到期日", "2025-02-30"), ("tasks.csv", "第17行", "到期日")),
        ("units.csv", lambda rows: [row.__setitem__("成员", "") for row in rows], ("units.csv", "成员")),
        ("units.csv", lambda rows: rows[1].__setitem__("别名", rows[0]["名称"]), ("units.csv", "第3行", "同时指")),
    ],
    ids=["kind", "unknown unit", "no text", "impossible date", "collective without members", "alias of two units"],
)
def test_a_fault_is_named_and_nothing_is_admitted(folder, tmp_path, file, edit, named):
    change(folder / file, edit)
    done = tracker(tmp_path / "data", "seed", "--tables", str(folder))
    assert done.code != 0
    for part in named:
        assert part in done.err
    assert "Traceback" not in done.err
    assert counts(tmp_path / "data") == (0, 0, 0)


def test_a_deadline_before_the_issue_date_is_refused(folder, tmp_path):
    plan = folder / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    text = text.replace("[period]", "[period]\n", 1)
    plan.write_text(text.replace("region = ", "issued_on = 2026-06-01\nregion = ", 1), encoding="utf-8")
    done = tracker(tmp_path / "data", "seed", "--tables", str(folder))
    assert done.code != 0
    assert "2026" in done.err
    assert "Traceback" not in done.err
    assert counts(tmp_path / "data") == (0, 0, 0)


def test_a_folder_that_is_none_is_refused(tmp_path):
    assert tracker(tmp_path / "data", "seed", "--tables", str(tmp_path / "nowhere")).code != 0
