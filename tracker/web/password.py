"""改口令: one's own password, and the first one that somebody else set. The session that changes it goes on, all others end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import PasswordField

from tracker.actions import own_password
from tracker.core.refusals import Refused
from tracker.web.forms import DeskForm
from tracker.web.limits import SIGN_IN
from tracker.web.sign_in import begin_session, me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("password", __name__, url_prefix="/password")


class PasswordForm(DeskForm):
    """The old one, and the new one twice."""

    old = PasswordField("原口令")
    new = PasswordField("新口令")
    again = PasswordField("再写一遍新口令")


@pages.get("")
def show() -> ResponseReturnValue:
    """The form; the only page that opens before a first password was changed."""
    return _page(PasswordForm(formdata=None), 200)


@pages.post("")
@SIGN_IN
def change() -> ResponseReturnValue:
    """Change it."""
    form = PasswordForm()
    try:
        serial = own_password.change(
            site().now(), me(), form.old.data or "", form.new.data or "", form.again.data or ""
        )
    except Refused as refused:
        return _page(form, form.refuse(refused))
    begin_session(me(), serial)
    flash("口令已改。您在其他设备上的登录都已退出。")
    return redirect(url_for("home.show"))


@pages.post("/sessions")
def end_sessions() -> ResponseReturnValue:
    """退出其他登录: end every other session."""
    begin_session(me(), own_password.end_sessions(site().now(), me()))
    flash("其他设备上的登录都已退出。")
    return redirect(url_for("profile.show"))


def _page(form: PasswordForm, code: int) -> ResponseReturnValue:
    return render_template("password/show.html", form=form, is_first=me().must_change_password), code
