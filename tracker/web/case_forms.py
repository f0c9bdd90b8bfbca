"""The forms of a listing (挂牌督办的表单): one a move, and how what was typed becomes what the verbs take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.actions.progress import ReportText
from tracker.actions.releasing import SiteCheck
from tracker.core.cases import Listing, Measure, RectificationPlan
from tracker.core.refusals import Refused
from tracker.core.words import LegalTrack, ReportKind, Standard
from tracker.web.forms import DayField, DeskForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.store.queries.cases import CaseLine, MeasureLine

MEASURE_ROWS = 5
STANDARD = "standard-"
PLAN_TEXTS = (
    ("goal", "目标和任务", "改到什么程度算改好，用什么指标衡量"),
    ("funding", "经费和物资", "从哪里来，够不够"),
    ("organisation", "负责机构和责任", "谁牵头、谁分管、哪个科室具体办"),
    ("schedule", "时限和要求", "分几步走，每一步到哪天"),
    ("emergency", "安全措施和应急预案", "没有的写“无”"),
)
"""The five texts of a 整改方案 beside its measures: field, label, what to write."""


class ReplyForm(DeskForm):
    """说明情况."""

    words = TextAreaField("情况说明")


class OpinionForm(DeskForm):
    """A verdict in words (意见)."""

    opinion = TextAreaField("意见")


class ListForm(DeskForm):
    """批准挂牌: what a listing must say."""

    track = SelectField(
        "督办依据的轨道",
        choices=[SelectChoice(str(track), track.label) for track in LegalTrack],
        validate_choice=False,
    )
    basis = TextAreaField("挂牌依据")
    limit = DayField("督办限期")
    supervising_unit = StringField("督办单位")
    responsible = StringField("责任人")
    is_public = RadioField(
        "公开还是内部",
        choices=[SelectChoice("0", "内部督办"), SelectChoice("1", "向社会公开")],
        default="0",
        validate_choice=False,
    )

    def listing(self) -> Listing:
        """What was typed. Raises `Refused` where track or limit are missing."""
        try:
            track = LegalTrack(self.track.data or "")
        except ValueError:
            raise Refused("请选督办依据的轨道。", field="track") from None
        limit = self.a_day("limit")
        if limit is None:
            raise Refused("请选督办限期。", field="limit")
        return Listing(
            track=track,
            basis=self.basis.data or "",
            limit=limit,
            supervising_unit=self.supervising_unit.data or "",
            responsible=self.responsible.data or "",
            is_public=self.is_public.data == "1",
        )


class RevokeForm(DeskForm):
    """撤销挂牌 by a decision document."""

    doc_no = StringField("决定文书的文号")
    reason = TextAreaField("理由")


class MeasureRow(Form):  # type: ignore[misc]  # wtforms ships no types
    """One line of the table of measures."""

    text = StringField("措施")
    standard = StringField("完成标准")
    due = DayField("完成日期")
    responsible = StringField("责任人")


class PlanForm(DeskForm):
    """整改方案: five texts and the measures."""

    goal = TextAreaField(PLAN_TEXTS[0][1])
    measures = FieldList(FormField(MeasureRow), "整改措施", min_entries=MEASURE_ROWS)
    funding = TextAreaField(PLAN_TEXTS[1][1])
    organisation = TextAreaField(PLAN_TEXTS[2][1])
    schedule = TextAreaField(PLAN_TEXTS[3][1])
    emergency = TextAreaField(PLAN_TEXTS[4][1])

    def plan(self) -> RectificationPlan:
        """What was typed; empty lines are left out. Raises `Refused` for a line without a readable date."""
        measures = [
            _measure(number, row)
            for number, row in enumerate((entry.form for entry in self.measures), start=1)
            if any((row.text.data, row.standard.data, row.due.raw_data and row.due.raw_data[0], row.responsible.data))
        ]
        texts = {name: self[name].data or "" for name, _, _ in PLAN_TEXTS}
        return RectificationPlan(**texts, measures=tuple(measures))


class MeasureForm(DeskForm):
    """报整改进展 on one measure."""

    measure = SelectField("哪一条措施", coerce=int, validate_choice=False)
    words = TextAreaField("做到哪一步")
    files = MultipleFileField("佐证")


class ReleaseAskForm(DeskForm):
    """申请销号: the five standards, the completion, the approval, the evidence."""

    progress = TextAreaField("完成情况")
    approved_by_head = StringField("审定人")
    approved_on = DayField("审定日期")
    is_stamped = BooleanField("已附盖章扫描件")
    files = MultipleFileField("佐证")

    def text(self) -> ReportText:
        """The completion and its approval."""
        return ReportText(
            ReportKind.RELEASE,
            self.progress.data or "",
            approved_by_head=self.approved_by_head.data or "",
            approved_on=self.a_day("approved_on"),
            is_stamped=bool(self.is_stamped.data),
        )

    def standards(self) -> dict[Standard, str]:
        """The answers to the five standards."""
        return {standard: self[f"{STANDARD}{standard}"].data or "" for standard in Standard}


for _standard in Standard:
    setattr(ReleaseAskForm, f"{STANDARD}{_standard}", TextAreaField(_standard.label))


class SiteCheckForm(DeskForm):
    """现场核查."""

    day = DayField("核查日期")
    place = StringField("核查地点")
    method = StringField("核查方式")
    verifiers = SelectMultipleField(
        "核查人",
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    findings = TextAreaField("核查结论")
    result = RadioField(
        "结果",
        choices=[SelectChoice("pass", "通过"), SelectChoice("fail", "不通过，退回整改")],
        validate_choice=False,
    )

    def check(self) -> SiteCheck:
        """What was found. Raises `Refused` where day or result are missing."""
        day = self.a_day("day")
        if day is None:
            raise Refused("请选核查日期。", field="day")
        if self.result.data not in ("pass", "fail"):
            raise Refused("请选核查结果。", field="result")
        return SiteCheck(
            day=day,
            place=self.place.data or "",
            method=self.method.data or "",
            findings=self.findings.data or "",
            people=tuple(self.verifiers.data or ()),
            passed=self.result.data == "pass",
        )


class ObjectionForm(DeskForm):
    """公示异议."""

    objection = TextAreaField("异议内容和核实情况")


class ReboundForm(DeskForm):
    """反弹重新挂牌."""

    reason = TextAreaField("回头看发现的情况")
    limit = DayField("新的督办限期")


def plan_form(case: CaseLine, measures: Sequence[MeasureLine]) -> PlanForm:
    """The plan's form: empty, or with the words of the plan that was returned."""
    rows = [
        {"text": each.text, "standard": each.standard, "due": each.due, "responsible": each.responsible}
        for each in measures
    ]
    return PlanForm(formdata=None, data={**case.plan_text, "measures": rows})


def measure_choices(form: MeasureForm, measures: Sequence[MeasureLine]) -> MeasureForm:
    """The measures to choose from; the first without evidence is offered."""
    form.measure.choices = [
        SelectChoice(each.id, f"{each.position}. {each.text}{'' if each.proofs else '（还没有佐证）'}")
        for each in measures
    ]
    if form.measure.data is None:
        form.measure.data = next((each.id for each in measures if not each.proofs), None)
    return form


def people_choices(form: SiteCheckForm, people: Sequence[tuple[int, str]]) -> SiteCheckForm:
    """The accounts that may check."""
    form.verifiers.choices = [SelectChoice(person_id, name) for person_id, name in people]
    return form


def _measure(number: int, row: MeasureRow) -> Measure:
    if row.due.process_errors:
        raise Refused(f"第 {number} 行措施的完成日期写得不对，应是 2025-12-31 这样。", field="measures")
    due: date | None = row.due.data
    if due is None:
        raise Refused(f"第 {number} 行措施没有完成日期，请补上。", field="measures")
    return Measure(row.text.data or "", row.standard.data or "", due, row.responsible.data or "")
