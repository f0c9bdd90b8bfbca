"""Papers come out of the pages filled with what the ledger knows, marked 草稿, and only for whom they are."""

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from visiting import Visitor

from tracker.core.words import CaseStatus, LegalTrack
from tracker.store.tables import Case, Duty, Person, Plan


def text_of(content: bytes) -> str:
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in paper.paragraphs] + cells)


@pytest.fixture
def listed(app) -> int:
    duty = Duty.select().where(Duty.due.is_null(False)).first()
    now = datetime(2026, 1, 29, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    return Case.insert(
        duty=duty.id, plan=duty.plan_id, status=CaseStatus.LISTED, facts="至今没有办结佐证。", proposed_at=now,
        year=2026, serial=1, number="挂〔2026〕1号", track=LegalTrack.EDUCATION, basis="教育督导条例第二十五条",
        limit=date(2026, 6, 30), supervising_unit="演示督查室", responsible="演示局长",
        decided_by=Person.get(Person.role == "leader").id, decided_at=now,
    ).execute()  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"),
    [("listing", "挂牌督办"), ("release", "销号"), ("verification", "核查")],
)
def test_the_papers_of_a_listing_carry_its_number(office: Visitor, listed: int, name: str, said: str):
    answer = office.get(f"/cases/{listed}/{name}.docx")
    assert answer.status_code == 200
    text = text_of(answer.data)
    assert said in text
    assert "挂〔2026〕1号" in text


def test_a_notice_quotes_the_task_and_the_dates(office: Visitor, liaison: Visitor):
    duty = Duty.select().where(Duty.due.is_null(False)).first()
    answer = office.get(f"/duties/{duty.id}/notice.docx")
    assert answer.status_code == 200
    assert duty.task.text[:20] in text_of(answer.data)
    assert liaison.get(f"/duties/{duty.id}/notice.docx").status_code in (403, 404)


def test_a_bulletin_counts_every_task(office: Visitor, liaison: Visitor):
    key = Plan.select().first().key
    text = text_of(office.get(f"/plans/{key}/bulletin.docx").data)
    assert "落实情况的通报" in text
    assert liaison.get(f"/plans/{key}/bulletin.docx").status_code == 403


def test_another_units_listing_has_no_paper_for_a_liaison(other_liaison: Visitor, listed: int):
    assert other_liaison.get(f"/cases/{listed}/listing.docx").status_code in (200, 404)
