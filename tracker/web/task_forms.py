"""The forms on a task's page (任务页的表单): targets, exemption, sub-tasks, 转常态, 收官结论."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from tracker.core.decomposition import Part
from tracker.core.indicators import Comparison, Target, read_value, shown
from tracker.core.refusals import Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import Ending
from tracker.web.forms import DayField, DeskForm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from tracker.store.queries.indicators import IndicatorFacts

ROWS = (1, 2, 3)
_CHOOSE = SelectChoice("", "请选")


class IndicatorForm(DeskForm):
    """指标: a target as a clerk writes it."""

    name = StringField("指标名称")
    comparison = SelectField(
        "比较方式", choices=[SelectChoice(str(each), each.label) for each in Comparison], validate_choice=False
    )
    value = StringField("目标值")
    upper = StringField("上限")
    unit = StringField("单位")
    due = DayField("到哪天")

    def target(self) -> Target:
        """What was typed; raises `Refused` beside the field that cannot be read."""
        try:
            comparison = Comparison(self.comparison.data or "")
        except ValueError:
            raise Refused("请选比较方式。", field="comparison") from None
        unit = (self.unit.data or "").strip()
        return Target(
            name=self.name.data or "",
            comparison=comparison,
            value=_number(self.value.data, unit, "value"),
            unit=unit,
            upper=_number(self.upper.data, unit, "upper") if (self.upper.data or "").strip() else None,
            due=self.a_day("due"),
        )


class ExemptForm(DeskForm):
    """豁免: which member, and why."""

    unit = SelectField("哪个单位", validate_choice=False)
    reason = StringField("理由")


class PartsForm(DeskForm):
    """任务分解: three sub-tasks at a time."""

    text_1 = StringField("第 1 项做什么")
    unit_1 = SelectField("第 1 项由谁办", validate_choice=False)
    due_1 = DayField("第 1 项哪天办结")
    text_2 = StringField("第 2 项做什么")
    unit_2 = SelectField("第 2 项由谁办", validate_choice=False)
    due_2 = DayField("第 2 项哪天办结")
    text_3 = StringField("第 3 项做什么")
    unit_3 = SelectField("第 3 项由谁办", validate_choice=False)
    due_3 = DayField("第 3 项哪天办结")

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each row: text, unit, date."""
        return [tuple(self[f"{name}_{number}"] for name in ("text", "unit", "due")) for number in ROWS]

    def parts(self) -> list[Part]:
        """The rows in which something was typed, from the top; raises `Refused` beside what is missing."""
        found, is_over = [], False
        for number in ROWS:
            text, unit, due = (self[f"{name}_{number}"] for name in ("text", "unit", "due"))
            if not any((text.data or "", unit.data or "", due.data, due.process_errors)):
                is_over = True
                continue
            if is_over:
                raise Refused(f"请从第 1 项往下填，第 {number} 项前面空着一项。", field=f"text_{number}")
            if not (text.data or "").strip():
                raise Refused(f"请写第 {number} 项做什么。", field=f"text_{number}")
            unit_id = whole_number(unit.data)
            if unit_id is None:
                raise Refused(f"请选第 {number} 项由哪个单位办。", field=f"unit_{number}")
            day = self.a_day(f"due_{number}")
            if day is None:
                raise Refused(f"请写第 {number} 项哪天办结。", field=f"due_{number}")
            found.append(Part(text.data, unit_id, day))
        return found


class StandingForm(DeskForm):
    """转常态: for which unit, by which document."""

    unit = SelectField("哪个单位", validate_choice=False)
    document = StringField("长效机制文件")


class EndingForm(DeskForm):
    """收官结论: what became of the task."""

    outcome = RadioField(
        "结论",
        choices=[SelectChoice(str(each), each.label) for each in Ending if each is not Ending.DROPPED],
        validate_choice=False,
    )
    why = StringField("依据")


def indicator_form(facts: IndicatorFacts) -> IndicatorForm:
    """The form that holds a target as it is kept."""
    target = facts.target
    return IndicatorForm(
        formdata=None,
        name=target.name,
        comparison=str(target.comparison),
        value=shown(target.value, target.unit),
        upper=shown(target.upper, target.unit) if target.upper is not None else "",
        unit=target.unit,
        due=target.due,
    ).apart(f"indicator-{facts.id}")


def offer_units(field: SelectField, units: Iterable[tuple[int, str]]) -> None:
    """Fill a list of units; nothing is chosen for the clerk."""
    field.choices = [_CHOOSE, *(SelectChoice(str(unit_id), name) for unit_id, name in units)]


def chosen_unit(field: SelectField, name: str = "unit") -> int:
    """The unit that was chosen; raises `Refused` where none was."""
    unit_id = whole_number(field.data)
    if unit_id is None:
        raise Refused("请选一个单位。", field=name)
    return unit_id


def _number(text: str | None, unit: str, name: str) -> Decimal:
    return read_value(text or "", unit, field=name)
