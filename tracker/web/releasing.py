"""Taking the plate down (闭环销号): application, first check, verification on site, public notice, release, rebound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from tracker.actions import releasing
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import Role
from tracker.web.case_forms import ObjectionForm, OpinionForm, ReboundForm, ReleaseAskForm, SiteCheckForm
from tracker.web.cases import act
from tracker.web.forms import uploads_of
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.cases import CaseLine

pages = Blueprint("releasing", __name__, url_prefix="/cases/<int:case_id>")


@pages.post("/release-request")
def ask_release(case_id: int) -> ResponseReturnValue:
    """申请销号."""
    form = ReleaseAskForm()

    def do(case: CaseLine) -> str:
        desk = site()
        releasing.ask_release(
            desk.now(),
            me(),
            case.id,
            form.text(),
            form.standards(),
            uploads_of(form),
            vault=desk.vault,
            max_mb=desk.config.max_upload_mb,
        )
        return "已申请销号，督查室初审和核查期间不再催您。"

    return act(case_id, "ask_release", form, do)


@pages.post("/first-check")
def first_check(case_id: int) -> ResponseReturnValue:
    """初审通过."""
    form = OpinionForm()

    def do(case: CaseLine) -> str:
        releasing.first_check(site().now(), me(), case.id, form.opinion.data or "")
        return "初审通过，请在 10 天内组织现场核查。"

    return act(case_id, "first_check", form, do)


@pages.post("/release-return")
def return_release(case_id: int) -> ResponseReturnValue:
    """初审退回."""
    form = OpinionForm()

    def do(case: CaseLine) -> str:
        releasing.return_release(site().now(), me(), case.id, form.opinion.data or "")
        return "已退回销号申请，责任单位会收到通知。"

    return act(case_id, "first_check", form, do)


@pages.post("/verification")
def verify(case_id: int) -> ResponseReturnValue:
    """现场核查."""
    form = SiteCheckForm()

    def do(case: CaseLine) -> str:
        check = form.check()
        try:
            releasing.verify_on_site(site().now(), me(), case.id, check)
        except NotAllowed as no:
            if me().role is not Role.OFFICE:
                raise
            # Who may not check is a matter of the choice made, not of the person who writes it down.
            raise Refused(no.sentence, field="verifiers") from no
        return "核查通过，核查人的姓名长期留存。" if check.passed else "核查不通过，已退回责任单位继续整改。"

    return act(case_id, "site_check", form, do)


@pages.post("/notice")
def start_notice(case_id: int) -> ResponseReturnValue:
    """开始公示."""

    def do(case: CaseLine) -> str:
        last = releasing.start_notice(site().now(), me(), case.id)
        return f"已开始公示，到 {last:%Y-%m-%d} 期满。"

    return act(case_id, "notice", OpinionForm(), do)


@pages.post("/objection")
def object_to_notice(case_id: int) -> ResponseReturnValue:
    """公示异议成立."""
    form = ObjectionForm()

    def do(case: CaseLine) -> str:
        releasing.object_to_notice(site().now(), me(), case.id, form.objection.data or "")
        return "已记下公示异议，退回责任单位继续整改。"

    return act(case_id, "objection", form, do)


@pages.post("/release")
def release(case_id: int) -> ResponseReturnValue:
    """销号摘牌."""
    form = OpinionForm()

    def do(case: CaseLine) -> str:
        releasing.release_case(site().now(), me(), case.id, form.opinion.data or "")
        return "已销号摘牌，责任事项同时销号。"

    return act(case_id, "release", form, do)


@pages.post("/rebound")
def rebound(case_id: int) -> ResponseReturnValue:
    """反弹重新挂牌."""
    form = ReboundForm()

    def do(case: CaseLine) -> str:
        limit = form.a_day("limit")
        if limit is None:
            raise Refused("请选新的督办限期。", field="limit")
        releasing.rebound(site().now(), me(), case.id, form.reason.data or "", limit)
        return "已重新挂牌，还是原来的编号。"

    return act(case_id, "rebound", form, do)
