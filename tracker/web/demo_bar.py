"""The demo's bar (演示条): the practice date, the roles, the steps through the days, and what to look at next.

A newcomer who follows the hint sees the whole story in two minutes: a report, its review, the letters, the listing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from tracker.actions.people import demo_people
from tracker.core.words import Role
from tracker.store.queries.demo import DemoFacts, demo_facts
from tracker.web.security import is_on_this_machine
from tracker.web.site import is_demo, site

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.facts import Actor

_CALLED = {Role.LIAISON: "联络员", Role.OFFICE: "督查员", Role.LEADER: "分管领导", Role.ADMIN: "管理员"}


@dataclass(frozen=True, slots=True)
class Hint:
    """What to look at next (下一步看什么): the sentence, who can do it (None: whoever is here), and where."""

    sentence: str
    role: Role | None
    label: str
    href: str


def demo_bar(today: date, date_said: str, actor: Actor | None) -> dict[str, Any] | None:
    """What the bar shows; None on a real installation. Away from this machine only the date."""
    if not is_demo():
        return None
    bar: dict[str, Any] = {
        "date_said": date_said,
        "date_short": f"{today.month}月{today.day}日",
        "steps": [],
        "roles": [],
        "places": [],
    }
    if actor is None or not is_on_this_machine():
        return bar
    people: dict[Role, str] = {}
    for username, person in demo_people():
        people.setdefault(person.role, username)
    hint = next_hint(demo_facts())
    return {
        **bar,
        "steps": [
            {"label": "走一天", "href": url_for("demo.day")},
            {"label": "走到下个时点", "href": url_for("demo.next_day")},
            {"label": "回到起点", "href": url_for("demo.start")},
        ],
        "roles": [
            {"label": _CALLED[role], "username": username, "current": role is actor.role}
            for role, username in people.items()
        ],
        "hint": hint,
        "hint_as": people.get(hint.role, "") if hint.role and hint.role is not actor.role else "",
        "hint_called": _CALLED[hint.role] if hint.role else "",
        "places": _places(actor),
    }


def next_hint(facts: DemoFacts) -> Hint:
    """The next thing worth seeing: whatever waits first, else what is still to be begun."""
    if facts.waiting:
        return Hint(f"有 {facts.waiting} 件报送等审核", Role.OFFICE, "打开审核台", url_for("desk.index"))
    if facts.checked:
        return Hint(
            f"{facts.checked} 件挂牌建议已核对，等领导决定", Role.LEADER, "打开挂牌督办", url_for("cases.index")
        )
    if not facts.reports:
        return Hint("先报一件：打开第一件，写进展，附一份文件", Role.LIAISON, "打开我的事项", url_for("mine.index"))
    if not facts.letters:
        return Hint("按“走一天”，看机器人写出每日提醒", None, "打开提醒预演", url_for("rehearsal.index"))
    if facts.proposed:
        return Hint(f"系统建议挂牌 {facts.proposed} 件", Role.OFFICE, "打开挂牌督办", url_for("cases.index"))
    return Hint(
        f"已写出 {facts.letters} 封函。再按“走到下个时点”，直到有事项被建议挂牌",
        None,
        "打开挂牌督办",
        url_for("cases.index"),
    )


def _places(actor: Actor) -> list[dict[str, str]]:
    """Where the story can be watched."""
    robots = site().robots_url
    places = [{"label": "演习机器人", "href": robots}] if robots else []
    if actor.role in (Role.OFFICE, Role.ADMIN):
        places.append({"label": "发件", "href": url_for("outbox.index")})
    return [*places, {"label": "挂牌督办", "href": url_for("cases.index")}]
