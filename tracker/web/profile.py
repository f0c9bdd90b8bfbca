"""My own particulars (我的资料): how a robot may mention me in a group. Nobody else sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import StringField

from tracker.actions import people
from tracker.actions.handles import Handles, handles_of, set_handles
from tracker.core.access import Ability, has
from tracker.core.refusals import Refused
from tracker.core.words import Platform, Role
from tracker.store.queries.people import liaisons_of, person_by_id
from tracker.web.forms import DayField, DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("profile", __name__)


class HandlesForm(DeskForm):
    """A mobile number, and the person's own id on each platform; every one may stay empty."""

    mobile = StringField("手机号")
    wecom = StringField("企业微信账号（userid）")
    dingtalk = StringField("钉钉用户编号（userId）")
    feishu = StringField("飞书 open_id")


class AwayForm(DeskForm):
    """Until which day the other one of the unit stands in."""

    until = DayField("离岗的最后一天")


@pages.get("/profile")
def show() -> ResponseReturnValue:
    """What I gave, and what it is used for."""
    try:
        kept = handles_of(me().id, site().config)
    except Refused:
        return _page(HandlesForm(formdata=None), has_any=True, is_lost=True)
    ids = {str(platform): text for platform, text in kept.ids.items()}
    form = HandlesForm(formdata=None, mobile=kept.mobile, **ids)
    return _page(form, has_any=bool(kept.mobile or ids))


@pages.post("/profile")
def save() -> ResponseReturnValue:
    """Give them, or some of them."""
    form = HandlesForm()
    ids = {platform: form[str(platform)].data or "" for platform in Platform}
    try:
        set_handles(site().now(), me(), site().config, Handles(form.mobile.data or "", ids))
    except Refused as refused:
        return _page(form, code=form.refuse(refused))
    flash("已保存，加密存放，别人看不到。")
    return redirect(url_for("profile.show"))


@pages.post("/profile/clearing")
def clear() -> ResponseReturnValue:
    """Take everything back."""
    set_handles(site().now(), me(), site().config, Handles())
    flash("已全部清除，机器人不会再@您。")
    return redirect(url_for("profile.show"))


@pages.post("/profile/away")
def away() -> ResponseReturnValue:
    """离岗, or back again where no day is given."""
    form = AwayForm()
    try:
        people.set_away(site().now(), me(), form.a_day("until"))
    except Refused as refused:
        return _page(HandlesForm(formdata=None), code=form.refuse(refused), away_form=form)
    flash("已记下。离岗期间群里只@同岗的另一位。" if form.until.data else "已记下，您回来了。")
    return redirect(url_for("profile.show"))


def _page(
    form: HandlesForm,
    *,
    has_any: bool = False,
    is_lost: bool = False,
    code: int = 200,
    away_form: AwayForm | None = None,
) -> ResponseReturnValue:
    line = person_by_id(me().id)
    is_liaison = me().role is Role.LIAISON
    return render_template(
        "profile/show.html",
        form=form,
        has_any=has_any,
        is_lost=is_lost,
        is_liaison=is_liaison,
        person=line,
        colleagues=[each for each in liaisons_of(me().unit_id or 0) if each.id != me().id] if is_liaison else [],
        away_form=away_form or AwayForm(formdata=None, until=line.away_until if line else None),
        may_see_people=has(me(), Ability.SEE_PEOPLE),
    ), code
