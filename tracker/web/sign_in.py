"""Signing in and out (登录): name and password, or a role button in a demo; and the door that every request passes."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from wtforms import PasswordField, StringField

from tracker.actions import people, signing_in
from tracker.core import access
from tracker.core.refusals import Refused
from tracker.core.sessions import STEP
from tracker.core.words import Role
from tracker.store.queries.case_lists import going_on_count
from tracker.store.queries.desks import unit_duties, waiting_count
from tracker.timekeeper import SHANGHAI
from tracker.web.forms import DeskForm
from tracker.web.limits import SIGN_IN
from tracker.web.security import is_local_path, is_on_this_machine
from tracker.web.site import is_demo, site

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import Actor

pages = Blueprint("sign_in", __name__)
_MARKS = {Role.LIAISON: "联", Role.OFFICE: "督", Role.LEADER: "领", Role.ADMIN: "管"}


class SignedIn(UserMixin):  # type: ignore[misc]
    """Who a session belongs to, for Flask-Login; `actor` is what the rules look at."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.id = str(actor.id)


class SignInForm(DeskForm):
    """Name and password."""

    username = StringField("账号")
    password = PasswordField("口令")


def init(app: Flask) -> None:
    """Let sessions belong to people, and let every request pass the one permission door."""
    manager = LoginManager(app)
    manager.session_protection = None  # a session ends by the rules below, not with a new address of a phone
    manager.user_loader(_load)
    app.before_request(_pass_the_door)


def me() -> Actor:
    """Who asks. Only for pages that need somebody signed in."""
    found: Actor = current_user.actor
    return found


@pages.get("/sign-in")
def show() -> ResponseReturnValue:
    """The way in."""
    if current_user.is_authenticated:
        return redirect(_next() or url_for("home.show"))
    return _page(SignInForm(), 200)


@pages.post("/sign-in")
@SIGN_IN
def enter() -> ResponseReturnValue:
    """Check the password."""
    form = SignInForm()
    desk = site()
    try:
        actor, serial = signing_in.sign_in(
            desk.timekeeper.real(),
            form.username.data or "",
            form.password.data or "",
            address=request.remote_addr or "",
            secret_key=desk.config.secret_key,
        )
    except Refused as refused:
        return _page(form, form.refuse(refused))
    onward = _next() or url_for("home.show")
    begin_session(actor, serial)
    return redirect(onward)


@pages.post("/demo/sign-in")
def enter_as() -> ResponseReturnValue:
    """Enter as one of the demo roles, without a password; only in a demo and only from this machine."""
    if not is_demo() or not is_on_this_machine():
        abort(404)
    actor = dict(people.demo_people()).get(request.form.get("username", ""))
    if actor is None:
        abort(404)
    onward = _next() or url_for("home.show")
    begin_session(actor, signing_in.serial_of(actor.id))
    return redirect(onward)


@pages.post("/sign-out")
def leave() -> ResponseReturnValue:
    """Sign out."""
    logout_user()
    session.clear()
    return redirect(url_for("sign_in.show"))


def begin_session(actor: Actor, serial: int) -> None:
    """A session with nothing of the one before: another CSRF secret, another number, the clock at nought."""
    now = int(site().timekeeper.real().timestamp())
    session.clear()
    session.permanent = True
    session.update(number=secrets.token_hex(8), serial=serial, began=now, seen=now)
    login_user(SignedIn(actor))


def _load(person_id: str) -> SignedIn | None:
    """Whose session this is: within its two limits, of an active person whose sessions nothing ended since."""
    try:
        known, serial, began, seen = int(person_id), *(int(session[name]) for name in ("serial", "began", "seen"))
    except (KeyError, TypeError, ValueError):
        return None  # a session of an older version
    now = site().timekeeper.real()
    if site().config.lasting.is_over(_at(began), _at(seen), now):
        return None
    actor = signing_in.session_person(known, serial)
    if actor is not None and now - _at(seen) >= STEP:
        session["seen"] = int(now.timestamp())
    return SignedIn(actor) if actor else None


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, SHANGHAI)


def _pass_the_door() -> ResponseReturnValue | None:
    """Strangers to the sign-in page, first passwords to their form, everybody else as `core.access` says."""
    if request.endpoint is None or request.endpoint in access.OPEN:
        return None
    if not current_user.is_authenticated:
        return _to_sign_in()
    if me().must_change_password and request.endpoint not in access.BEFORE_THE_FIRST_PASSWORD:
        return redirect(url_for("password.show"))
    access.open_door(me(), request.endpoint)
    return None


def _to_sign_in() -> ResponseReturnValue:
    if "_user_id" in session:  # somebody was signed in here: say why that is over
        session.clear()
        session["is_over"] = True
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("sign_in.show", next=f"{request.script_root}{wanted}" if wanted not in ("", "/") else None))


def _next() -> str | None:
    wanted = request.args.get("next") or request.form.get("next")
    return wanted if is_local_path(wanted) else None


def _page(form: SignInForm, code: int) -> ResponseReturnValue:
    roles = []
    if is_demo() and is_on_this_machine():
        roles = [
            {"username": username, "name": actor.name, "note": _waits_for(actor), "mark": _MARKS[actor.role]}
            for username, actor in people.demo_people()
        ]
    why = "登录已经结束（很久没有操作、口令改过或账号停用），请重新登录。" if session.pop("is_over", False) else ""
    return render_template("sign_in/show.html", form=form, roles=roles, onward=_next(), why=why), code


def _waits_for(actor: Actor) -> str:
    """What awaits a demo role, in one clause."""
    if actor.role is Role.LIAISON and actor.unit_id is not None:
        return f"在办 {len(unit_duties(actor.unit_id))} 件责任事项"
    if actor.role is Role.OFFICE:
        return f"{waiting_count()} 件等待审核"
    if actor.role is Role.LEADER:
        return f"挂牌督办 {going_on_count()} 件，批准和摘牌"
    return "通道、发件"
