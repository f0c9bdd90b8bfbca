"""From proposal to plate (挂牌): the unit's word, the office's check, the leader's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from tracker.actions import listing
from tracker.web.case_forms import ListForm, OpinionForm, ReplyForm, RevokeForm
from tracker.web.cases import act
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.cases import CaseLine

pages = Blueprint("listing", __name__, url_prefix="/cases/<int:case_id>")


@pages.post("/reply")
def reply(case_id: int) -> ResponseReturnValue:
    """说明情况."""
    form = ReplyForm()

    def do(case: CaseLine) -> str:
        listing.reply(site().now(), me(), case.id, form.words.data or "")
        return "已说明情况，督查室核对事实时会看到。"

    return act(case_id, "reply", form, do)


@pages.post("/check")
def check(case_id: int) -> ResponseReturnValue:
    """核对事实."""
    form = OpinionForm()

    def do(case: CaseLine) -> str:
        listing.check(site().now(), me(), case.id, form.opinion.data or "")
        return "已核对事实，由分管领导决定是否挂牌。"

    return act(case_id, "check", form, do)


@pages.post("/listing")
def list_it(case_id: int) -> ResponseReturnValue:
    """批准挂牌."""
    form = ListForm()

    def do(case: CaseLine) -> str:
        number = listing.list_case(site().now(), me(), case.id, form.listing())
        return f"已挂牌，编号 {number}。责任单位和督查室会收到通知。"

    return act(case_id, "list_it", form, do)


@pages.post("/dismissal")
def dismiss(case_id: int) -> ResponseReturnValue:
    """不予挂牌."""
    form = OpinionForm()

    def do(case: CaseLine) -> str:
        listing.dismiss_case(site().now(), me(), case.id, form.opinion.data or "")
        return "已记为不予挂牌，系统不再就这一件建议挂牌。"

    return act(case_id, "dismiss", form, do)


@pages.post("/revocation")
def revoke(case_id: int) -> ResponseReturnValue:
    """撤销挂牌."""
    form = RevokeForm()

    def do(case: CaseLine) -> str:
        listing.revoke_case(site().now(), me(), case.id, form.doc_no.data or "", form.reason.data or "")
        return "已撤销挂牌，责任事项照常办理。"

    return act(case_id, "revoke", form, do)
