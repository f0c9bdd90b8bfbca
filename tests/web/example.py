"""A fictional plan of four rows in the shape of a shipped one, and the people of its town."""

from __future__ import annotations

from datetime import date, datetime

from tasks_seed.draft import DeadlineKind, DeadlineReading, Draft, LeadRule, Period, Place
from tasks_seed.shipped import Reporting, ShippedMember, ShippedPlan, ShippedUnit
from tracker.actions.people import add_person
from tracker.core.words import Role
from tracker.store.tables import Unit
from tracker.timekeeper import SHANGHAI

ADMITTED = datetime(2023, 3, 1, 9, 0, tzinfo=SHANGHAI)
NOW = datetime(2025, 12, 18, 10, 0, tzinfo=SHANGHAI)
PASSWORD = "correct horse"


def example_plan() -> ShippedPlan:
    """A department's row, a collective's, an undated one, and one whose day has passed by December 2025."""
    return ShippedPlan(
        key="example-2023",
        title="示例市特殊教育发展提升行动计划",
        doc_no="示教〔2023〕1号",
        issuers=("示例市教育局",),
        issued_on=date(2023, 2, 1),
        period=Period(date(2023, 1, 1), date(2025, 12, 31), "2023—2025年"),
        region="示例市",
        level="市",
        lead_rule=LeadRule.EXPLICIT,
        lead_rule_why="表中分列牵头单位",
        publicity="public",
        is_comment_draft=False,
        addressed=(),
        reporting=Reporting(after=20),
        reporting_declared=False,
        source_name="示例.txt",
        source_sha256="",
        source_text="",
        notes=(),
        rows=(
            _row("1", "一、扩大供给", "建设一所从幼儿园到高中的特殊教育学校。", "市教育局", "市残联", 12, 31),
            _row("2", "一、扩大供给", "各区至少建成一个资源教室，配齐资源教师。", "各区政府", "", 12, 31),
            _row("3", "二、提高质量", "逐步建立助教陪读制度。", "市教育局", ""),
            _row("4", "二、提高质量", "建立辅助器具进校园机制。", "市残联", "市教育局", 11, 30, "单位原文写作“残连”。"),
        ),
        units=(
            _unit("市教育局"),
            _unit("市残联"),
            _unit("东区"),
            _unit("西区"),
            _unit("各区政府", ("东区", "西区")),
        ),
    )


def add_people() -> None:
    """One person a role, and a second reviewer."""
    units = dict(Unit.select(Unit.name, Unit.id).where(Unit.region == "示例市").tuples())
    for username, name, role, unit in (
        ("jyj", "演示联络员·市教育局", Role.LIAISON, units["市教育局"]),
        ("canlian", "演示联络员·市残联", Role.LIAISON, units["市残联"]),
        ("ducha", "演示督查员·督查室", Role.OFFICE, None),
        ("lingdao", "演示领导·分管领导", Role.LEADER, None),
        ("lingdao2", "演示领导二·分管领导", Role.LEADER, None),
        ("guanli", "演示管理员", Role.ADMIN, None),
    ):
        add_person(ADMITTED, username=username, name=name, role=role, password=PASSWORD, unit_id=unit, is_demo=True)


def _row(
    no: str, group: str, text: str, lead: str, cooperating: str, month: int = 0, day: int = 0, doubt: str = ""
) -> Draft:
    wording, reading = None, DeadlineReading()
    if month:
        wording = f"2025年{month}月"
        why = f"“{wording}”按该月最后一日计"
        reading = DeadlineReading(DeadlineKind.FIXED, due=date(2025, month, day), basis="column", why=why)
    return Draft(
        no=no,
        group=group,
        text=text,
        lead=(lead,),
        cooperating=(cooperating,) if cooperating else (),
        lead_rule=LeadRule.EXPLICIT,
        deadline_text=wording,
        deadline=reading,
        doubts=(doubt,) if doubt else (),
        source=Place(line=10 + int(no)),
    )


def _unit(name: str, members: tuple[str, ...] = ()) -> ShippedUnit:
    return ShippedUnit(
        name=name,
        canonical=f"示例{name}" if name.startswith("市") else name,
        short_name=name,
        level="市",
        region="示例市",
        function="",
        is_collective=bool(members),
        members=tuple(ShippedMember(member, certain=True) for member in members),
    )
