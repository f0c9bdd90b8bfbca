"""The public page of a plan's listings (挂牌公示页): no sign-in, and no such address, unless the office has switched it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms import StringField

from tracker.actions import public_notices
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import Role
from tracker.store.queries.notices import notices_of
from tracker.web.forms import DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.notices import PublicNotices

pages = Blueprint("notices", __name__, url_prefix="/notices")


class OpeningForm(DeskForm):
    """What must be said before the page is switched on."""

    contact = StringField("公示联系方式")


@pages.get("/<key>")
def index(key: str) -> ResponseReturnValue:
    """Every publicly listed matter of the plan; the office sees it before it is switched on, with the switch."""
    return _list(_here(key))


@pages.get("/<key>/<int:case_id>")
def show(key: str, case_id: int) -> ResponseReturnValue:
    """One matter as a notice to print."""
    notices = _here(key)
    case = next((each for each in notices.cases if each.id == case_id), None)
    if case is None:
        raise NotThere("")
    return render_template("notices/show.html", notices=notices, case=case)


@pages.post("/<key>/opening")
def switch_on(key: str) -> ResponseReturnValue:
    """打开."""
    require(me(), Ability.REVIEW)
    notices, form = _here(key), OpeningForm()
    try:
        public_notices.open_notices(site().now(), me(), notices.plan_id, form.contact.data or "")
    except Refused as refused:
        return _list(notices, form, form.refuse(refused))
    flash("公示页已打开，不登录也能看。只登公开挂牌的事项，内部督办的不会出现。")
    return redirect(url_for("notices.index", key=key))


@pages.post("/<key>/closing")
def switch_off(key: str) -> ResponseReturnValue:
    """关闭."""
    require(me(), Ability.REVIEW)
    public_notices.close_notices(site().now(), me(), _here(key).plan_id)
    flash("公示页已关闭，不登录的人不再看得到。")
    return redirect(url_for("notices.index", key=key))


def _list(notices: PublicNotices, form: OpeningForm | None = None, code: int = 200) -> ResponseReturnValue:
    opening = form or OpeningForm(formdata=None, contact=notices.contact)
    return render_template("notices/index.html", notices=notices, form=opening, may_switch=_is_office()), code


def _here(key: str) -> PublicNotices:
    """The page where this person may see it; a plan that is not there and a page that is off look alike."""
    found = notices_of(key)
    if found is None or not (found.is_open or _is_office()):
        raise NotThere("")
    return found


def _is_office() -> bool:
    return bool(current_user.is_authenticated) and me().role is Role.OFFICE
