"""A listing led through its pages (挂牌督办): what is typed on each of them, up to the state a test asks for."""

from __future__ import annotations

from datetime import datetime

from visiting import Visitor, a_file

from tracker.store.db import connected
from tracker.store.tables import Person
from tracker.timekeeper import SHANGHAI

LISTING = {
    "track": "government",
    "basis": "《行动计划》第 4 项，2025年11月应办结",
    "limit": "2026-03-31",
    "supervising_unit": "示例市督查室",
    "responsible": "分管副局长",
    "is_public": "0",
}
PLAN = {
    **{f"measures-{row}-{name}": "" for row in range(5) for name in ("text", "standard", "due", "responsible")},
    "goal": "机制文件印发并执行",
    "funding": "已列入部门预算",
    "organisation": "康复部牵头",
    "schedule": "分两步，3月底前完成",
    "emergency": "无",
    "measures-0-text": "印发机制文件",
    "measures-0-standard": "文件印发",
    "measures-0-due": "2026-02-28",
    "measures-0-responsible": "康复部主任",
    "measures-2-text": "首批器具进校园",
    "measures-2-standard": "三所学校签收",
    "measures-2-due": "2026-03-20",
    "measures-2-responsible": "康复部副主任",
}
APPLICATION = {
    "progress": "机制已建立，三所学校已签收。",
    "approved_by_head": "演示理事长",
    "approved_on": "2026-01-05",
    **{f"standard-{name}": f"已办：{name}" for name in ("measures", "breaches", "effect", "alike", "mechanism")},
}


def at(day: int, month: int = 1) -> datetime:
    return datetime(2026, month, day, 10, 0, tzinfo=SHANGHAI)


def person(username: str) -> int:
    with connected():
        return int(Person.get(Person.username == username).id)


def site_check(**changes: object) -> dict[str, object]:
    checked = {
        "day": "2026-01-05",
        "place": "示例市第一小学",
        "method": "看现场、查资料",
        "verifiers": [str(person("ducha")), str(person("jyj"))],
        "findings": "器具已到位，有签收单。",
        "result": "pass",
    }
    return {**checked, **changes}


def walk_to(status: str, office: Visitor, leader: Visitor, other_liaison: Visitor, **listing: str) -> None:
    """Bring the case to a state through its pages."""
    steps = [
        ("checked", other_liaison, "reply", {"words": "文件已起草，卡在会签。"}),
        ("checked", office, "check", {"opinion": "事实清楚。"}),
        ("listed", leader, "listing", {**LISTING, **listing}),
        ("planned", other_liaison, "plan", PLAN),
        ("rectifying", office, "plan/acceptance", {}),
        ("proven", other_liaison, "measures", {"measure": "1", "words": "已印发。", "files": [a_file("机制文件.pdf")]}),
        ("proven", other_liaison, "measures", {"measure": "2", "words": "已签收。", "files": [a_file("签收单.pdf")]}),
        ("release_asked", other_liaison, "release-request", {**APPLICATION, "files": [a_file("自查报告.pdf")]}),
        ("verifying", office, "first-check", {"opinion": "材料齐全。"}),
        ("verified", office, "verification", site_check()),
    ]
    last = max(number for number, step in enumerate(steps) if step[0] == status)
    for _, who, move, data in steps[: last + 1]:
        answer = who.post(f"/cases/1/{move}", data)
        assert answer.status_code == 302, f"{move}: {answer.text}"
