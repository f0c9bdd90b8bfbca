"""A liaison whose unit is missing from the row, however that came about, sees nobody's duties."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tracker.core.words import Role
from tracker.store.db import connected
from tracker.store.tables import Person


@pytest.fixture
def nobodys(liaison):
    with connected():
        Person.update(unit=None).where(Person.role == Role.LIAISON).execute()
    return liaison


def test_the_ledger_and_its_workbook_hold_no_unit_s_duties(nobodys):
    assert "、0 件责任事项" in nobodys.get("/plans/example-2023").text
    content = nobodys.get("/plans/example-2023/ledger.xlsx?edition=data").data
    page = load_workbook(BytesIO(content)).active
    unit = [cell.value for cell in page[1]].index("责任单位")
    assert not {row[unit].value for row in page.iter_rows(min_row=2)} & {
        "市教育局",
        "示例市教育局",
        "市残联",
        "东区",
        "西区",
    }


@pytest.mark.parametrize("view", ["overview", "matrix", "timeline", "calendar"])
def test_the_views_of_a_plan_open_all_the_same(nobodys, view):
    assert nobodys.get(f"/plans/example-2023/{view}").status_code == 200
