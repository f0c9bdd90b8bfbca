"""Working days (工作日): whether a year's notice is known, and the days that the office enters itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from tracker.actions import day_rules
from tracker.actions.working_days import FIRST_YEAR, LAST_YEAR, working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.store.queries.plan_pages import own_days
from tracker.web.forms import DayField, DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from tracker.core.workdays import Workdays

pages = Blueprint("days", __name__)
_SOON = timedelta(days=60)
_WORKS, _FREE = "works", "free"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class MissingYear:
    """A year without its notice, and the sentence that says so."""

    year: int
    sentence: str


class DayForm(DeskForm):
    """One day that differs from what the calendar holds."""

    day = DayField("哪一天")
    works = RadioField(
        "这一天", choices=[SelectChoice(_FREE, "放假"), SelectChoice(_WORKS, "上班")], validate_choice=False
    )
    note = StringField("说明")


@pages.get("/working-days")
def index() -> ResponseReturnValue:
    """One year: is its notice known, which days differ from Monday to Friday, which the office entered."""
    require(me(), Ability.OPERATE)
    return _page(_year(request.args.get("year", type=int)), DayForm(formdata=None))


@pages.post("/working-days")
def add() -> ResponseReturnValue:
    """Let a day be worked or free."""
    require(me(), Ability.OPERATE)
    form = DayForm()
    try:
        day = _day(form)
        if form.works.data not in (_WORKS, _FREE):
            raise Refused("请选这一天放假还是上班。", field="works")
        day_rules.set_day(site().now(), me(), day, works=form.works.data == _WORKS, note=form.note.data or "")
    except Refused as refused:
        return _page(_year(request.form.get("year", type=int)), form, form.refuse(refused))
    flash(f"{day.month}月{day.day}日按{'上班' if form.works.data == _WORKS else '放假'}计。")
    return redirect(url_for("days.index", year=day.year))


@pages.post("/working-days/<day>/removal")
def remove(day: str) -> ResponseReturnValue:
    """Take an own rule back."""
    require(me(), Ability.OPERATE)
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise NotThere("这一天没有单独调整过。") from None
    day_rules.unset_day(site().now(), me(), found)
    flash(f"{found.month}月{found.day}日的调整已取消。")
    return redirect(url_for("days.index", year=found.year))


@pages.post("/working-days/years/<int:year>/completion")
def complete(year: int) -> ResponseReturnValue:
    """本年通知已录全."""
    require(me(), Ability.OPERATE)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotThere("工作日历里没有这一年。")
    day_rules.complete_year(site().now(), me(), year)
    flash(f"{year}年的放假安排已记为录全，页面不再提示。")
    return redirect(url_for("days.index", year=year))


def missing_notice(today: date, workdays: Workdays) -> MissingYear | None:
    """What to warn of: this year's notice, or the next one's within sixty days, is not entered."""
    for year in dict.fromkeys((today.year, (today + _SOON).year)):
        said = workdays.notice(year)
        if said:
            return MissingYear(year, said)
    return None


def _year(asked: int | None) -> int:
    this = site().today().year
    return asked if asked is not None and FIRST_YEAR <= asked <= LAST_YEAR else this


def _day(form: DayForm) -> date:
    day = form.a_day("day")
    if day is None:
        raise Refused("请写日期，例如 2027-02-07。", field="day")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(f"只能调整 {FIRST_YEAR} 年到 {LAST_YEAR} 年的日子。", field="day")
    return day


def _page(year: int, form: DayForm, code: int = 200) -> ResponseReturnValue:
    workdays, this = working_days(), site().today().year
    return render_template(
        "days/index.html",
        year=year,
        years=sorted({year, *range(this - 1, this + 3)}),
        form=form,
        notice=workdays.notice(year),
        own=own_days(year),
        free=_runs(day for day in workdays.off if day.year == year),
        worked=[day for day in sorted(workdays.work) if day.year == year and day.weekday() >= _SATURDAY],
    ), code


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days that follow one another, as first and last; a weekend between two days off belongs to them."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and _only_weekend_between(runs[-1][1], day):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _only_weekend_between(one: date, other: date) -> bool:
    between = (one + timedelta(days=step) for step in range(1, (other - one).days))
    return all(day.weekday() >= _SATURDAY for day in between)
