"""Forms of the in-tray (收文的表单): upload, the plan's head, a draft, and what is done to many drafts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import FileInput

from tracker.actions.draft_editing import shown
from tracker.actions.draft_head import Calendar
from tracker.actions.unit_book import LEVELS
from tracker.core.refusals import Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import LeadRule, Publicity
from tracker.web.forms import DeskForm
from tracker.web.plan_settings import days_typed

if TYPE_CHECKING:
    from tracker.store.queries.intake import DraftFacts, IntakeFacts

TAKEN = ".docx,.pdf,.xlsx,.xls,.csv,.txt,.md,.html,.htm"
RULES = (LeadRule.FIRST_LISTED, LeadRule.ALL_RESPONSIBLE, LeadRule.ISSUER)


class ReceivingForm(DeskForm):
    """上传或粘贴."""

    files = MultipleFileField("方案文件", widget=FileInput())
    text = TextAreaField("或者粘贴文字")
    renews = HiddenField()


class HeadForm(DeskForm):
    """方案概况."""

    revision = HiddenField()
    title = StringField("方案名称")
    doc_no = StringField("文号")
    issuers = StringField("印发单位")
    issued_on = StringField("印发日期")
    period_start = StringField("实施期起")
    period_end = StringField("实施期止")
    period_text = StringField("实施期原文")
    region = StringField("地区")
    level = SelectField(
        "层级",
        choices=[SelectChoice("", "请选"), *(SelectChoice(level, level) for level in LEVELS)],
        validate_choice=False,
    )
    lead_rule_why = StringField("牵头规则的依据")
    publicity = SelectField(
        "群里的消息可以写",
        choices=[SelectChoice(str(each), each.label) for each in Publicity],
        validate_choice=False,
    )
    is_comment_draft = BooleanField("征求意见稿")
    way = SelectField(
        "报送日历",
        choices=[
            SelectChoice("", "先不定"),
            SelectChoice("after", "每季度结束后第几日"),
            SelectChoice("days", "每年固定的几天"),
        ],
        validate_choice=False,
    )
    after = StringField("每季度结束后第几日")
    calendar = StringField("每年哪几天")


class DraftForm(DeskForm):
    """一条草稿."""

    revision = HiddenField()
    no = StringField("序号")
    group = StringField("分组")
    text = TextAreaField("任务文字")
    lead = StringField("牵头单位")
    cooperating = StringField("配合单位")
    deadline_text = StringField("时限原文")
    due = StringField("核定日期")


class DoubtForm(DeskForm):
    """处理一处疑点."""

    revision = HiddenField()
    kind = HiddenField()
    words = HiddenField()
    answer = HiddenField()


class PartsForm(DeskForm):
    """拆成几条."""

    revision = HiddenField()
    parts = TextAreaField("拆成几条")


class RowsForm(DeskForm):
    """成批处理."""

    act = HiddenField()
    rule = SelectField(
        "牵头规则", choices=[SelectChoice(str(rule), rule.label) for rule in RULES], validate_choice=False
    )


class NamesForm(DeskForm):
    """单位核对."""

    act = HiddenField()
    name = HiddenField()
    other = StringField("就是哪个单位")
    members = StringField("成员单位")


def head_form(intake: IntakeFacts) -> HeadForm:
    """The head's form as it is kept."""
    reporting = intake.reporting or {}
    days = reporting.get("days") or []
    way = "days" if days else ("after" if reporting.get("after") is not None else "")
    return HeadForm(
        formdata=None,
        revision=str(intake.revision),
        title=intake.title,
        doc_no=intake.doc_no,
        issuers="、".join(intake.issuers),
        issued_on=_iso(intake.issued_on),
        period_start=_iso(intake.period_start),
        period_end=_iso(intake.period_end),
        period_text=intake.period_text,
        region=intake.region,
        level=intake.level,
        lead_rule_why=intake.lead_rule_why,
        publicity=str(intake.publicity),
        is_comment_draft=intake.is_comment_draft,
        way=way,
        after=str(reporting.get("after") or ""),
        calendar="，".join(f"{month}/{day}" for month, day in days),
    )


def draft_form(draft: DraftFacts) -> DraftForm:
    """A draft's form as it is kept."""
    return DraftForm(formdata=None, revision=str(draft.revision), **shown(draft))


def typed(form: DeskForm, *leave: str) -> dict[str, str]:
    """What was really sent, field by field: a field that the page did not show stays as it is."""
    return {
        field.short_name: str(field.data or "")
        for field in form
        if field.short_name in request.form and field.short_name not in ("csrf_token", "revision", *leave)
    }


def calendar_typed(form: HeadForm) -> Calendar | None:
    """The reporting calendar that the form sets; None where the form did not show it."""
    if "way" not in request.form:
        return None
    if form.way.data == "after":
        after = whole_number(form.after.data, least=1, most=60)  # as in the settings
        if after is None:
            raise Refused("每季度结束后第几日，请写 1 到 60 之间的整数。", field="after")
        return Calendar(after=after)
    if form.way.data == "days":
        return Calendar(days=days_typed(form.calendar.data or ""))
    return Calendar()


def revision_of(form: DeskForm) -> int:
    """The revision that the page was made from; nonsense is an old one."""
    number = whole_number(form["revision"].data)
    return -1 if number is None else number


def _iso(day: object) -> str:
    return str(day) if day else ""
