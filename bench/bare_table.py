"""A bare table (素表): what a careful Flask beginner would write for the same rows, as a measure for the ledger's page.

No sign-in, no roles, no navigation, no filter, no saved views: five narrow queries, one template compiled once. The columns are the
ledger's: number, task, leading and cooperating units, wording and dates, lamp, N/M with a sign for each duty.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from flask import Flask, abort, current_app, request
from peewee import fn

from tracker.store.db import open_database
from tracker.store.tables import Duty, Membership, Plan, Task, TaskUnit, database

TODAY = date(2026, 11, 20)
SIZE = 50
SIGNS = {"late": "◆", "near": "▲", "review": "◎", "ok": "●", "wait": "○", "closed": "■"}
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ plan.title }}</title>
<style>td, th { border: 1px solid; }</style></head><body><h1>{{ plan.title }}</h1><p>共 {{ count }} 项任务</p>
<table><thead><tr><th>序号</th><th>任务</th><th>牵头单位</th><th>配合单位</th><th>时限</th><th>灯</th><th>销号</th></tr></thead><tbody>
{% for task in tasks %}<tr><td>{{ task.no }}</td><td><a href="/tasks/{{ task.id }}">{{ task.text }}</a></td>
<td>{% for name, size in leads[task.id] %}<span>{{ name }}</span> {% endfor %}</td>
<td>{% for name, size in others[task.id] %}<span>{{ name }}{% if size %} {{ size }}个{% endif %}</span> {% endfor %}</td>
{% set own = duties[task.id] %}<td>{{ task.deadline_text }}<br>
{% if own.original != own.due %}<del>{{ own.original }}</del> {% endif %}{{ own.due }}</td>
<td>{{ signs[own.worst] }} {{ own.worst }}{% if own.days is not none %} {{ own.days }}天{% endif %}</td>
<td>{{ own.closed }}/{{ own.total }} {% for name in own.lamps %}<span>{{ signs[name] }}</span>{% endfor %}</td></tr>
{% endfor %}</tbody></table>
{% if page > 1 %}<a href="?page={{ page - 1 }}">上一页</a>{% endif %} <a href="?page={{ page + 1 }}">下一页</a></body></html>"""


def application() -> Flask:
    """The application, on the database that `TRACKER_DATABASE_URL` names."""
    open_database(os.environ["TRACKER_DATABASE_URL"])
    app = Flask(__name__)
    app.before_request(lambda: database.connect(reuse_if_open=True) and None)
    app.teardown_request(lambda _error: None if database.is_closed() else database.close())
    app.extensions["page"] = app.jinja_env.from_string(PAGE)
    app.add_url_rule("/plans/<key>", "table", _table)
    return app


def _table(key: str) -> str:
    plan = Plan.select(Plan.id, Plan.title).where(Plan.key == key).namedtuples().first() or abort(404)
    page = request.args.get("page", 1, type=int)
    of_plan = Task.select(Task.id, Task.no, Task.text, Task.deadline_text).where(Task.plan == plan.id)
    tasks = list(of_plan.order_by(Task.position).paginate(page, SIZE).namedtuples())
    ids = [task.id for task in tasks]
    leads: dict[int, list[tuple[str, int]]] = defaultdict(list)
    others: dict[int, list[tuple[str, int]]] = defaultdict(list)
    named = TaskUnit.select(TaskUnit.task, TaskUnit.role, TaskUnit.as_written, TaskUnit.unit)
    rows = list(named.where(TaskUnit.task.in_(ids)).order_by(TaskUnit.position).tuples())
    members = Membership.select(Membership.collective, fn.COUNT(Membership.id)).group_by(Membership.collective)
    sizes = dict(members.where(Membership.collective.in_([row[3] for row in rows])).tuples())
    for task_id, role, as_written, unit_id in rows:
        (leads if role == "lead" else others)[task_id].append((as_written, sizes.get(unit_id, 0)))
    owed: dict[int, list[Any]] = defaultdict(list)
    facts = Duty.select(Duty.task_id, Duty.status, Duty.due, Duty.due_original, Duty.window_open)
    in_force = (Duty.task.in_(ids), Duty.status != "withdrawn", Duty.is_exempt == False)  # noqa: E712 - SQL
    for duty in facts.where(*in_force).namedtuples():
        owed[duty.task].append(duty)
    return current_app.extensions["page"].render(  # type: ignore[no-any-return]
        plan=plan, tasks=tasks, count=of_plan.count(), page=page, signs=SIGNS, leads=leads, others=others,
        duties={task.id: _summed(owed[task.id]) for task in tasks},
    )  # fmt: skip


def _summed(duties: list[Any]) -> dict[str, object]:
    order = list(SIGNS)
    lamps = Counter(dict.fromkeys(order, 0))
    lamps.update(_lamp(duty) for duty in duties)
    worst = next((name for name in order if lamps[name]), "closed")
    first = min((duty for duty in duties if _lamp(duty) == worst), key=lambda duty: duty.due or date.max, default=None)
    due = first.due if first else None
    return {
        "worst": worst,
        "due": due,
        "original": first.due_original if first else None,
        "days": (due - TODAY).days if due and worst in ("late", "near") else None,
        "closed": sum(duty.status == "closed" for duty in duties),
        "total": len(duties),
        "lamps": [name for name in order for _ in range(lamps[name])][:8],
    }


def _lamp(duty: Any) -> str:  # noqa: ANN401 - a named tuple of the query
    if duty.status in ("closed", "submitted"):
        return "closed" if duty.status == "closed" else "review"
    if duty.due is None:
        return "wait"
    if duty.due < TODAY:
        return "late"
    if duty.due < TODAY + timedelta(days=14):
        return "near"
    return "wait" if duty.window_open and duty.window_open > TODAY else "ok"
