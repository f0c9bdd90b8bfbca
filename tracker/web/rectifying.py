"""Under the plate (整改): the plan, the office's word on it, progress on each measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from tracker.actions import rectifying
from tracker.core.refusals import Refused
from tracker.web.case_forms import MeasureForm, OpinionForm, PlanForm
from tracker.web.cases import act
from tracker.web.forms import uploads_of
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.cases import CaseLine

pages = Blueprint("rectifying", __name__, url_prefix="/cases/<int:case_id>")


@pages.post("/plan")
def send_plan(case_id: int) -> ResponseReturnValue:
    """报送整改方案."""
    form = PlanForm()

    def do(case: CaseLine) -> str:
        rectifying.send_plan(site().now(), me(), case.id, form.plan())
        return "整改方案已报督查室，同意后开始整改。"

    return act(case_id, "plan", form, do)


@pages.post("/plan/acceptance")
def accept_plan(case_id: int) -> ResponseReturnValue:
    """同意整改方案."""

    def do(case: CaseLine) -> str:
        rectifying.accept_plan(site().now(), me(), case.id)
        return "已同意整改方案，责任单位开始逐条落实。"

    return act(case_id, "plan_verdict", OpinionForm(), do)


@pages.post("/plan/return")
def return_plan(case_id: int) -> ResponseReturnValue:
    """退回整改方案."""
    form = OpinionForm()

    def do(case: CaseLine) -> str:
        rectifying.return_plan(site().now(), me(), case.id, form.opinion.data or "")
        return "已退回整改方案，请责任单位修改后再报。"

    return act(case_id, "plan_verdict", form, do)


@pages.post("/measures")
def report_measure(case_id: int) -> ResponseReturnValue:
    """报整改进展."""
    form = MeasureForm()

    def do(case: CaseLine) -> str:
        if form.measure.data is None:
            raise Refused("请选是哪一条措施。", field="measure")
        desk = site()
        rectifying.report_measure(
            desk.now(),
            me(),
            case.id,
            form.measure.data,
            form.words.data or "",
            uploads_of(form),
            vault=desk.vault,
            max_mb=desk.config.max_upload_mb,
        )
        return "整改进展已报。每条措施都有佐证以后，可以申请销号。"

    return act(case_id, "measure", form, do)
