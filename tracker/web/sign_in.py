"""Signing in and out (登录): name and password, or a role button in a demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from wtforms import PasswordField, StringField

from tracker.actions import people
from tracker.core.refusals import Refused
from tracker.core.words import Role
from tracker.store.queries.desks import unit_duties, waiting_count
from tracker.store.queries.ledger import listed_count
from tracker.web.forms import DeskForm
from tracker.web.security import is_local_path, is_on_this_machine
from tracker.web.site import is_demo

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import Actor

pages = Blueprint("sign_in", __name__)
OPEN_TO_ALL = frozenset(
    {
        "static",
        "bootstrap.static",
        "sign_in.show",
        "sign_in.enter",
        "sign_in.leave",
        "sign_in.enter_as",
        "feeds.calendar",
        "watch.live",
        "watch.ready",
        "watch.figures",
        "help.complaint",
        "notices.index",
        "notices.show",
        "demo.day",
        "demo.next_day",
        "demo.start",
    }
)
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
    """Let sessions belong to people, and ask strangers to sign in first."""
    manager = LoginManager(app)
    manager.user_loader(_load)
    app.before_request(_sign_in_first)


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
def enter() -> ResponseReturnValue:
    """Check the password."""
    form = SignInForm()
    try:
        actor = people.check_password(form.username.data or "", form.password.data or "")
    except Refused as refused:
        return _page(form, form.refuse(refused))
    return _let_in(actor)


@pages.post("/demo/sign-in")
def enter_as() -> ResponseReturnValue:
    """Enter as one of the demo roles, without a password; only in a demo and only from this machine."""
    if not is_demo() or not is_on_this_machine():
        abort(404)
    actor = dict(people.demo_people()).get(request.form.get("username", ""))
    if actor is None:
        abort(404)
    return _let_in(actor)


@pages.post("/sign-out")
def leave() -> ResponseReturnValue:
    """Sign out."""
    logout_user()
    session.clear()
    return redirect(url_for("sign_in.show"))


def _load(person_id: str) -> SignedIn | None:
    actor = people.actor_by_id(int(person_id)) if person_id.isdigit() else None
    return SignedIn(actor) if actor else None


def _sign_in_first() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint in OPEN_TO_ALL or current_user.is_authenticated:
        return None
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("sign_in.show", next=f"{request.script_root}{wanted}" if wanted not in ("", "/") else None))


def _let_in(actor: Actor) -> ResponseReturnValue:
    onward = _next() or url_for("home.show")
    session.clear()
    session.permanent = True
    login_user(SignedIn(actor))
    return redirect(onward)


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
    return render_template("sign_in/show.html", form=form, roles=roles, onward=_next()), code


def _waits_for(actor: Actor) -> str:
    """What awaits a demo role, in one clause."""
    if actor.role is Role.LIAISON and actor.unit_id is not None:
        return f"在办 {len(unit_duties(actor.unit_id))} 件责任事项"
    if actor.role is Role.OFFICE:
        return f"{waiting_count()} 件等待审核"
    if actor.role is Role.LEADER:
        return f"挂牌督办 {listed_count()} 件，批准和摘牌"
    return "通道、发件"
