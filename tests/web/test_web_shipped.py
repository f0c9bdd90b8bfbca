"""The five plans that ship, as the first page shows them."""

from __future__ import annotations

import re

import pytest
from example import NOW
from visiting import visitor

from tasks_seed.shipped import load_shipped, shipped_keys
from tracker.actions.intake import admit_all
from tracker.store.db import connected


@pytest.fixture
def shipped(app):
    with connected():
        admit_all(NOW, (load_shipped(key) for key in shipped_keys()))
    return visitor(app, "ducha")


def test_every_shipped_plan_stands_in_the_list_with_its_rows_and_opens(shipped):
    page = shipped.get("/plans").text
    for rows in ("10 项任务", "31 项任务：附件 11 项、正文 20 项", "20 项任务", "30 项任务", "18 项任务"):
        assert f"{rows} ·" in page
    for key, rows in (
        ("jiangxi-2023", 10),
        ("jinhua-2023", 31),
        ("tuoli-2023", 20),
        ("zhuhai-2023", 30),
        ("changzhi-2023", 18),
    ):
        ledger = shipped.get(f"/plans/{key}").text
        assert f"共 {rows} 项任务、" in ledger
        task = re.search(r'href="(/tasks/\d+)"', ledger).group(1)
        assert shipped.get(task).status_code == 200
        assert shipped.get(f"/plans/{key}/ledger.xlsx").status_code == 200
    assert shipped.get("/rehearsal").status_code == 200
