"""离线回执 as verbs, on both engines: one transaction, one report a line, never over something newer."""

from __future__ import annotations

import random
import threading

import pytest
from small_plan import Town, at

from tracker.actions import history, progress, review, slips
from tracker.actions.progress import ReportText
from tracker.actions.review import Verdict
from tracker.core.refusals import Moved, NotAllowed, NotThere, Refused
from tracker.core.slips import SlipForm, SlipLine
from tracker.core.words import ReportKind, ReturnReason, SlipVerdict
from tracker.store.db import connected
from tracker.store.queries.desks import history_of, reports_of
from tracker.store.tables import Duty, Report, Slip, SlipDuty

NOW = at("2025-12-18 10:00")
KEY = "a key for tests only"


def made(town: Town, actor=None, unit: int | None = None) -> SlipForm:
    return slips.make_slip(NOW, actor or town.liaison, unit or town.education, secret_key=KEY)


def back(town: Town, form: SlipForm, words: dict[str, str], actor=None) -> int:
    """The slip filled in: task number → progress."""
    lines = [
        SlipLine(f"第{row.task_no}行", row.key, row.text, "阶段进展", words.get(row.task_no, ""), "", "")
        for row in form.rows
    ]
    return slips.keep_upload(NOW, actor or town.liaison, "回执.xlsx", lines)


def verdicts(town: Town, upload_id: int, actor=None) -> list[SlipVerdict]:
    someone = actor or town.liaison
    found = slips.look(NOW, someone, slips.upload_for(someone, upload_id), secret_key=KEY)
    return [line.reading.verdict for line in found]


def send(town: Town, upload_id: int, *duties: int, actor=None) -> int:
    return slips.send_upload(NOW, actor or town.liaison, upload_id, duties, secret_key=KEY, vault=town.vault)


def test_a_slip_names_what_is_open_and_what_was_said_before(town):
    progress.report(
        NOW, town.liaison, town.duties[0], ReportText(ReportKind.PROGRESS, "已起草"), (), vault=town.vault, max_mb=1
    )
    form = made(town)
    assert (form.unit, [row.task_no for row in form.rows]) == ("演示市教育局", ["1", "3"])
    assert form.rows[0].before == "2025-12-18 阶段进展：已起草"
    assert form.rows[1].before == "还没有报过"
    assert [entry.verb for entry in history_of("slip", form.number)] == ["生成离线回执"]


def test_what_the_office_asked_for_stands_on_the_slip(town):
    report_id = progress.report(
        NOW, town.liaison, town.duties[0], ReportText(ReportKind.PROGRESS, "已起草"), (), vault=town.vault, max_mb=1
    )
    review.give_back(
        NOW, town.office, report_id, Verdict("请注明取数日期", reason=ReturnReason.FACTS, redo_by=NOW.date())
    )
    assert made(town).rows[0].before == "2025-12-18 报的已退回补正：请注明取数日期"


def test_all_chosen_lines_become_reports_together(town):
    one, _, three = town.duties
    upload = back(town, made(town), {"1": "甲", "3": "乙"})
    assert verdicts(town, upload) == [SlipVerdict.READY, SlipVerdict.READY]
    assert send(town, upload, one, three) == 2
    assert [reports_of(duty)[0].progress for duty in (one, three)] == ["甲", "乙"]
    assert verdicts(town, upload) == [SlipVerdict.DONE, SlipVerdict.DONE]
    assert SlipDuty.select().where(SlipDuty.report.is_null(False)).count() == 2
    assert history.verify()[1] == []


def test_one_line_that_cannot_be_reported_any_more_stops_them_all(town):
    one, _, three = town.duties
    upload = back(town, made(town), {"1": "甲", "3": "乙"})
    Duty.update(status="withdrawn").where(Duty.id == three).execute()
    with pytest.raises(Moved, match="一行也没有报"):
        send(town, upload, one, three)
    assert Report.select().count() == 0
    assert send(town, upload, one) == 1


def test_a_duty_that_is_in_no_line_cannot_be_chosen(town):
    upload = back(town, made(town), {"1": "甲"})
    for duty in (town.duties[1], 999_999):
        with pytest.raises(Moved):
            send(town, upload, duty)
    assert Report.select().count() == 0


def test_each_may_do_with_slips_only_what_is_theirs(town):
    with pytest.raises(NotThere):
        made(town, unit=town.finance)
    with pytest.raises(NotAllowed):
        made(town, actor=town.leader)
    upload = back(town, made(town), {"1": "甲"})
    for stranger in (town.other_liaison, town.office):
        with pytest.raises(NotThere):
            slips.upload_for(stranger, upload)
    by_stranger = back(town, made(town), {"1": "甲"}, actor=town.other_liaison)
    assert verdicts(town, by_stranger, town.other_liaison) == [SlipVerdict.ELSEWHERE] * 2
    by_office = back(town, made(town), {"1": "甲"}, actor=town.office)
    assert send(town, by_office, town.duties[0], actor=town.office) == 1


def test_the_office_cannot_report_on_the_page_what_it_may_enter_from_a_slip(town):
    with pytest.raises(NotAllowed):
        progress.report(
            NOW, town.office, town.duties[0], ReportText(ReportKind.PROGRESS, "甲"), (), vault=town.vault, max_mb=1
        )


def test_a_slip_whose_copy_is_gone_is_not_believed(town):
    upload = back(town, made(town), {"1": "甲"})
    SlipDuty.delete().execute()
    Slip.delete().execute()
    assert verdicts(town, upload)[0] is SlipVerdict.STRANGE


def test_a_copy_that_was_changed_by_hand_is_not_believed(town):
    upload = back(town, made(town), {"1": "甲"})
    SlipDuty.update(last_report_id=77).execute()
    assert verdicts(town, upload)[0] is SlipVerdict.STRANGE


def test_nothing_is_made_where_nothing_is_open_and_nothing_kept_of_nothing(town):
    Duty.update(status="closed").execute()
    with pytest.raises(Refused, match="没有可以报送的事项"):
        made(town)
    with pytest.raises(Refused, match="没有找到回执的行"):
        slips.keep_upload(NOW, town.liaison, "空.xlsx", [])


def test_two_who_confirm_the_same_upload_at_once_report_it_once(town):
    upload = back(town, made(town), {"1": "甲", "3": "乙"})
    start, ends = threading.Barrier(2), []

    def confirm() -> None:
        with connected():
            start.wait()
            try:
                ends.append(send(town, upload, town.duties[0], town.duties[2]))
            except Refused:
                ends.append(0)

    both = [threading.Thread(target=confirm) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(ends) == [0, 2]
    assert Report.select().count() == 2


def test_whatever_happens_in_between_a_line_is_reported_once_and_never_over_something_newer(town):
    dice = random.Random(7)
    one, _, three = town.duties
    forms, uploads = [made(town)], []
    for step in range(60):
        match dice.choice(["make", "bring", "send", "report", "return"]):
            case "make":
                forms.append(made(town))
            case "bring":
                uploads.append(back(town, dice.choice(forms), {"1": f"甲{step}", "3": f"乙{step}"}))
            case "send" if uploads:
                upload, chosen = dice.choice(uploads), dice.sample([one, three], dice.randint(1, 2))
                before = Report.select().count()
                try:
                    sent = send(town, upload, *chosen)
                except Moved:
                    sent = 0
                assert Report.select().count() == before + sent
            case "report":
                text = ReportText(ReportKind.PROGRESS, f"网页{step}")
                progress.report(NOW, town.liaison, dice.choice([one, three]), text, (), vault=town.vault, max_mb=1)
            case "return":
                waiting = (
                    Report.select(Report.id).where(Report.status == "submitted").order_by(Report.id).limit(1).scalar()
                )
                if waiting:
                    review.give_back(
                        NOW, town.office, waiting, Verdict("补", reason=ReturnReason.FACTS, redo_by=NOW.date())
                    )
    spent = list(SlipDuty.select().where(SlipDuty.report.is_null(False)))
    assert len({row.report_id for row in spent}) == len(spent)
    for row in spent:
        between = Report.select().where(
            Report.duty == row.duty_id, Report.id > row.last_report_id, Report.id < row.report_id
        )
        assert between.count() == 0
    assert history.verify()[1] == []
