"""人员: who may sign in. The administrator adds, edits, disables and gives new first passwords; the office looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from tracker.actions import own_password
from tracker.actions import people as accounts
from tracker.actions.people import Particulars
from tracker.core.access import Ability, has
from tracker.core.refusals import NotThere, Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import Role
from tracker.store.queries import people as readings
from tracker.store.queries.desks import history_of
from tracker.web.forms import DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.people import PersonLine

pages = Blueprint("people", __name__, url_prefix="/people")
_NO_UNIT = "0"


class PersonForm(DeskForm):
    """What an administrator writes of somebody; the account name only where somebody is added."""

    username = StringField("账号")
    name = StringField("姓名")
    role = SelectField("身份", choices=[SelectChoice(str(each), each.label) for each in Role], validate_choice=False)
    unit = SelectField("所在单位", validate_choice=False)
    is_deputy = BooleanField("是 B 岗（A 岗不在时由他办理）")

    def particulars(self) -> Particulars:
        """What was written. Raises `Refused`."""
        try:
            role = Role(self.role.data or "")
        except ValueError:
            raise Refused("请选身份。", field="role") from None
        return Particulars(self.name.data or "", role, whole_number(self.unit.data) or None, bool(self.is_deputy.data))


class ReasonForm(DeskForm):
    """Why an account is disabled."""

    why = StringField("停用原因")


@pages.get("")
def index() -> ResponseReturnValue:
    """Everybody, those who may sign in first."""
    everybody = readings.people()
    return render_template(
        "people/index.html",
        active=[line for line in everybody if line.is_active],
        disabled=[line for line in everybody if not line.is_active],
        may_manage=has(me(), Ability.MANAGE_PEOPLE),
    )


@pages.get("/new")
def add() -> ResponseReturnValue:
    """The form for somebody new."""
    return _add_page(_with_units(PersonForm(formdata=None, role=str(Role.LIAISON))), 200)


@pages.post("")
def create() -> ResponseReturnValue:
    """Add somebody; the first password is shown on this answer and never again."""
    form = _with_units(PersonForm())
    try:
        person_id, password = accounts.create(site().now(), me(), form.username.data or "", form.particulars())
    except Refused as refused:
        return _add_page(form, form.refuse(refused))
    return _shown_once("people/create.html", _person(person_id), password)


@pages.get("/<int:person_id>")
def show(person_id: int) -> ResponseReturnValue:
    """One person: particulars, what may be done, the history."""
    line = _person(person_id)
    return _page(line, _with_units(_filled(line)), ReasonForm(formdata=None), 200)


@pages.post("/<int:person_id>")
def save(person_id: int) -> ResponseReturnValue:
    """Change the particulars."""
    line, form = _person(person_id), _with_units(PersonForm())
    try:
        accounts.edit(site().now(), me(), person_id, form.particulars())
    except Refused as refused:
        return _page(line, form, ReasonForm(formdata=None), form.refuse(refused))
    flash("已保存。")
    return redirect(url_for("people.show", person_id=person_id))


@pages.post("/<int:person_id>/password")
def reset(person_id: int) -> ResponseReturnValue:
    """Give a new first password, shown on this answer and never again."""
    line = _person(person_id)
    password = own_password.reset(site().now(), me(), person_id, site().config.secret_key)
    return _shown_once("people/reset.html", line, password)


@pages.post("/<int:person_id>/disabling")
def disable(person_id: int) -> ResponseReturnValue:
    """停用."""
    line, form = _person(person_id), ReasonForm()
    try:
        accounts.disable(site().now(), me(), person_id, form.why.data or "")
    except Refused as refused:
        return _page(line, _with_units(_filled(line)), form, form.refuse(refused))
    flash(f"{line.name}的账号已停用，正在用的登录马上退出；办过的事和流水都在。")
    return redirect(url_for("people.show", person_id=person_id))


@pages.post("/<int:person_id>/enabling")
def enable(person_id: int) -> ResponseReturnValue:
    """启用."""
    line = _person(person_id)
    accounts.enable(site().now(), me(), person_id)
    flash(f"{line.name}的账号已启用，用原来的口令登录；忘了就重置。")
    return redirect(url_for("people.show", person_id=person_id))


def shown_once(answer: Response) -> Response:
    """A page with a secret on it: not kept by the browser, not told to any other site."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _person(person_id: int) -> PersonLine:
    line = readings.person_by_id(person_id)
    if line is None:
        raise NotThere("没有找到这位人员。")
    return line


def _filled(line: PersonLine) -> PersonForm:
    return PersonForm(
        formdata=None,
        username=line.username,
        name=line.name,
        role=str(line.role),
        unit=str(line.unit_id or _NO_UNIT),
        is_deputy=line.is_deputy,
    )


def _with_units(form: PersonForm) -> PersonForm:
    choices = {"": [SelectChoice(_NO_UNIT, "不属于责任单位（督查室、领导、管理员）")]}
    for region, units in readings.home_units().items():
        choices[region] = [SelectChoice(str(unit_id), name) for unit_id, name in units]
    form.unit.choices = choices
    return form


def _shown_once(template: str, line: PersonLine, password: str) -> Response:
    return shown_once(make_response(render_template(template, person=line, password=password)))


def _add_page(form: PersonForm, code: int) -> ResponseReturnValue:
    return render_template("people/add.html", form=form), code


def _page(line: PersonLine, form: PersonForm, reason: ReasonForm, code: int) -> ResponseReturnValue:
    return render_template(
        "people/show.html",
        person=line,
        form=form,
        reason=reason,
        is_me=line.id == me().id,
        may_manage=has(me(), Ability.MANAGE_PEOPLE),
        is_last_admin=line.role is Role.ADMIN and line.is_active and readings.administrators() <= 1,
        colleagues=[each for each in readings.liaisons_of(line.unit_id or 0) if each.id != line.id],
        handovers=readings.handovers_about(line.id),
        history=history_of("person", line.id),
    ), code
