"""Looking again just before sending, and grouping: what is said is true then, and said together."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_plan import at, make_town, pdf

from bots.practice.rooms import Fault
from tracker.actions import extending, ladders, outbox, posting, progress, reminding, review
from tracker.actions.extending import ExtensionDecision
from tracker.actions.handles import Handles, handles_of, set_handles
from tracker.actions.progress import ReportText
from tracker.actions.review import Verdict
from tracker.clock import new_courier
from tracker.core.ladder import DEFAULT_LADDER
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import (
    Audience,
    DispatchKind,
    DispatchState,
    EventKind,
    Platform,
    Publicity,
    ReportKind,
    ReturnReason,
)
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import Channel, Dispatch, Duty, Person, Plan, database

WECOM, DINGTALK = 1, 2
CLAIM = ReportText(ReportKind.CLOSURE, "已完成", approved_by_head="演示局长", approved_on=date(2026, 1, 7))


def deliver(config, clock, **how):
    return list(posting.drain(clock, new_courier(config, "test", **how)))


def shown(robots, number=WECOM):
    return [json.dumps(call.payload, ensure_ascii=False) for call in robots.rooms.get(number).delivered]


def go_on(clock, **span):
    clock.moment += timedelta(**span)


def give_back(clock, town, duty):
    who = town.liaison if duty != town.duties[1] else town.other_liaison
    report = progress.report(clock(), who, duty, CLAIM, [pdf()], vault=town.vault, max_mb=1)
    verdict = Verdict("请补盖章的验收单", reason=ReturnReason.FACTS, redo_by=clock().date() + timedelta(days=5))
    review.give_back(clock(), town.office, report, verdict)


def test_events_of_two_minutes_are_one_message_and_out_within_ten(channels, town, robots, clock):
    clock.moment = at("2026-01-08 14:05")
    for duty in town.duties:
        give_back(clock, town, duty)
        go_on(clock, seconds=30)
    assert deliver(channels, clock) == []
    go_on(clock, seconds=40)
    posted = deliver(channels, clock)
    assert [each.state for each in posted] == [DispatchState.DELIVERED] * 2
    assert clock() - at("2026-01-08 14:05") < timedelta(minutes=10)
    assert [text.count("退回补正 演示") for text in shown(robots)] == [3]
    joined = list(Dispatch.select().where(Dispatch.joined.is_null(False)))
    assert {row.state for row in joined} == {DispatchState.CANCELLED}
    assert {row.answer for row in joined if row.channel_id == WECOM} == {"并入第 1 封一起发。"}
    assert deliver(channels, clock) == []


def test_an_event_in_the_evening_waits_for_the_next_working_morning(channels, town, robots, clock):
    clock.moment = at("2026-01-09 19:00")
    give_back(clock, town, town.duties[0])
    for moment in ("2026-01-09 23:00", "2026-01-10 10:05", "2026-01-12 08:30"):
        clock.moment = at(moment)
        assert deliver(channels, clock) == []
    clock.moment = at("2026-01-12 08:41")
    assert len(deliver(channels, clock)) == 2


def test_a_return_that_was_answered_in_the_meantime_is_not_announced(channels, town, robots, clock):
    give_back(clock, town, town.duties[0])
    progress.report(clock(), town.liaison, town.duties[0], CLAIM, [pdf()], vault=town.vault, max_mb=1)
    clock.moment = at("2026-01-08 09:33")
    assert {each.state for each in deliver(channels, clock)} == {DispatchState.CANCELLED}
    assert shown(robots) == []


def test_a_letter_leaves_out_what_was_settled_since_it_was_written(channels, town, robots, clock):
    reminding.tick(at("2026-01-08 09:05"))
    report = progress.report(clock(), town.liaison, town.duties[0], CLAIM, [pdf()], vault=town.vault, max_mb=1)
    review.accept(clock(), town.office, report)
    clock.moment = at("2026-01-08 10:58")
    deliver(channels, clock)
    text = shown(robots)[0]
    assert "任务（2）" in text
    assert "任务（1）" not in text
    assert "催办 **1** 项" in text


def test_a_date_that_moved_drops_out_of_the_letter(channels, town, robots, clock):
    Duty.update(due=date(2026, 1, 9), next_look_on=date(2026, 1, 8)).where(Duty.id == town.duties[2]).execute()
    reminding.tick(at("2026-01-08 09:05"))
    papers = ExtensionPapers(date(2026, 3, 31), "已招标", "审批延后", "二月完成安装")
    asked = extending.ask(clock(), town.liaison, town.duties[2], papers)
    extending.decide(clock(), town.office, asked, ExtensionDecision(date(2026, 3, 31), "同意"))
    clock.moment = at("2026-01-08 10:58")
    deliver(channels, clock)
    letters = [text for text in shown(robots) if "督办提醒" in text]
    assert ["任务（3）" in text for text in letters] == [False]
    assert ["任务（1）" in text for text in letters] == [True]


def test_letters_that_piled_up_for_a_broken_robot_become_one_and_speak_of_today(channels, town, robots, clock):
    room = robots.rooms.get(WECOM)
    robots.rooms.change(room, standing="removed")
    for day in ("08", "09", "12", "13", "14", "15"):
        reminding.tick(at(f"2026-01-{day} 09:05"))
        clock.moment = at(f"2026-01-{day} 10:58")
        deliver(channels, clock)
    robots.rooms.change(room, standing="ok")
    clock.moment = at("2026-01-15 14:14")
    deliver(channels, clock)
    letters = [text for text in shown(robots) if "督办提醒" in text]
    assert len(letters) == 1
    assert "已过 10 个工作日" in letters[0]
    assert "已过 5 个工作日" not in letters[0]
    reminding.tick(at("2026-01-15 14:20"))
    clock.moment = at("2026-01-15 15:05")
    assert deliver(channels, clock) == []


def test_an_old_letter_that_goes_out_in_the_morning_is_the_letter_of_that_day(channels, town, robots, clock):
    room = robots.rooms.get(WECOM)
    robots.rooms.change(room, standing="removed")
    reminding.tick(at("2026-01-08 09:05"))
    clock.moment = at("2026-01-08 17:05")
    deliver(channels, clock)
    robots.rooms.change(room, standing="ok")
    clock.moment = at("2026-01-09 08:45")
    deliver(channels, clock)
    assert len(shown(robots)) == 1
    Duty.update(due=date(2026, 1, 9), next_look_on=date(2026, 1, 9)).where(Duty.id == town.duties[2]).execute()
    assert {letter.channel.id for letter in reminding.tick(at("2026-01-09 09:05")).letters} == {DINGTALK}
    assert {letter.channel.id for letter in reminding.tick(at("2026-01-12 09:05")).letters} >= {WECOM}


def test_a_letter_that_the_platform_finds_too_long_goes_as_counts(channels, town, robots, clock):
    robots.rooms.get(WECOM).faults.append(Fault("answer", body='{"errcode":40058,"errmsg":"exceed max length 4096"}'))
    reminding.tick(at("2026-01-08 09:05"))
    clock.moment = at("2026-01-08 10:58")
    deliver(channels, clock)
    deliver(channels, clock)
    assert ["任务（1）" in text for text in shown(robots)] == [False]
    assert "催办 **2** 项" in shown(robots)[0]


def test_somebody_at_the_keyboard_may_post_at_any_hour_what_was_written_for_another_day(channels, robots, clock):
    reminding.tick(at("2026-01-08 09:05"))
    clock.moment = at("2026-11-22 03:00")
    assert deliver(channels, clock) == []
    posted = deliver(channels, clock, by_hand=True)
    assert [each.state for each in posted] == [DispatchState.DELIVERED] * 2
    assert "已过 5 个工作日" in shown(robots)[0]


def test_the_liaison_who_is_due_tomorrow_is_mentioned_where_the_plan_wants_it(channels, town, robots, clock):
    ladders.set_ladder(clock(), town.office, town.plan, replace(DEFAULT_LADDER, mention=True))
    ids = {Platform.WECOM: "demo_liaison", Platform.FEISHU: "ou_demo"}
    set_handles(clock(), town.liaison, channels, Handles("13800001111", ids))
    Duty.update(due=date(2026, 1, 9), next_look_on=date(2026, 1, 8)).where(Duty.id == town.duties[2]).execute()
    Duty.update(status="closed").where(Duty.id != town.duties[2]).execute()
    reminding.tick(at("2026-01-08 09:05"))
    clock.moment = at("2026-01-08 10:58")
    deliver(channels, clock)
    rooms = [robots.rooms.get(number) for number in (WECOM, DINGTALK)]
    assert [room.delivered[-1].reply.notified for room in rooms] == [("demo_liaison",), ("13800001111",)]
    dump = " ".join(str(row) for row in database.execute_sql("SELECT * FROM person").fetchall())
    assert "13800001111" not in dump
    assert "13800001111" not in " ".join(row.body for row in Dispatch.select())


def test_nobody_late_is_mentioned(channels, town, robots, clock):
    ladders.set_ladder(clock(), town.office, town.plan, replace(DEFAULT_LADDER, mention=True))
    set_handles(clock(), town.liaison, channels, Handles("13800001111"))
    reminding.tick(at("2026-01-08 09:05"))
    clock.moment = at("2026-01-08 10:58")
    deliver(channels, clock)
    assert {call.reply.notified for number in (WECOM, DINGTALK) for call in robots.rooms.get(number).delivered} == {()}


@pytest.mark.parametrize(
    "handles",
    [Handles("not a number"), Handles("", {Platform.WECOM: "<@all>"}), Handles("", {Platform.DINGTALK: "all"})],
)
def test_a_handle_that_no_robot_can_use_is_refused(channels, town, clock, handles):
    with pytest.raises(Refused):
        set_handles(clock(), town.liaison, channels, handles)
    assert handles_of(town.liaison.id, channels) == Handles()


def test_handles_can_be_cleared(channels, town, clock):
    set_handles(clock(), town.liaison, channels, Handles("13800001111"))
    assert handles_of(town.liaison.id, channels).mobile == "13800001111"
    set_handles(clock(), town.liaison, channels, Handles())
    assert Person.get_by_id(town.liaison.id).handles == ""


def test_an_own_ladder_is_kept_looked_at_at_once_and_recorded(channels, town, clock):
    own = replace(DEFAULT_LADDER, closing=DEFAULT_LADDER.closing[:4], weekly_times=1)
    with pytest.raises(NotAllowed):
        ladders.set_ladder(clock(), town.liaison, town.plan, own)
    Duty.update(next_look_on=date(2026, 6, 1)).execute()
    ladders.set_ladder(clock(), town.office, town.plan, own)
    assert {row.next_look_on for row in Duty.select()} == {date(2026, 1, 8)}
    stages = {n.stage for letter in reminding.tick(at("2026-01-08 09:05"), write=False).letters for n in letter.notices}
    assert stages == {"overdue"}
    assert reminding.tick(at("2026-02-05 09:05"), write=False).proposals == ()
    ladders.set_ladder(clock(), town.office, town.plan, None)
    assert Plan.get_by_id(town.plan).settings == {}
    stages = {n.stage for letter in reminding.tick(at("2026-01-08 09:05"), write=False).letters for n in letter.notices}
    assert stages == {"urge"}


def test_an_event_of_a_quiet_plan_shows_no_text(database, tmp_path, clock):
    town = make_town(tmp_path, publicity=Publicity.COUNTS)
    Channel.insert(name="群", platform=Platform.WECOM, address="x", tail="0001", created_at=clock()).execute()
    outbox.announce(clock(), EventKind.RETURNED, duty_by_id(town.duties[0]), (Audience.UNIT,), "第 1 项的秘密")
    row = Dispatch.get(Dispatch.kind == DispatchKind.EVENT)
    assert "秘密" not in row.title + row.body
    assert "第 1 项演示任务" not in row.title + row.body
