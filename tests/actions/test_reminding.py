from dataclasses import replace
from datetime import date

import pytest
from small_plan import at, make_town, pdf

from tracker.actions import posting, progress, reminding, review
from tracker.actions.progress import ReportText
from tracker.clock import new_courier
from tracker.core.words import DispatchState, ReportKind
from tracker.store.tables import Dispatch, Duty, Said


def test_three_ticks_of_one_moment_say_it_once(channels):
    first, second, third = (reminding.tick(at("2026-01-08 09:30")) for _ in range(3))
    assert len(first.dispatches) == 2
    assert (second.dispatches, third.dispatches) == ({}, {})
    assert Dispatch.select().count() == 2


def test_a_dry_run_shows_the_same_and_writes_nothing(channels):
    shown = reminding.tick(at("2026-01-08 09:30"), write=False)
    assert Dispatch.select().count() == 0
    assert [letter.body for letter in reminding.tick(at("2026-01-08 09:30")).letters] == [
        letter.body for letter in shown.letters
    ]


@pytest.mark.parametrize("moment", ["2026-01-08 08:59", "2026-01-08 11:00", "2026-01-10 09:30", "2026-02-17 09:30"])
def test_outside_the_morning_of_a_working_day_no_letter_is_written(channels, moment):
    assert reminding.tick(at(moment)).letters == ()


def test_one_letter_a_channel_a_day_and_the_rest_the_next_day(channels, town):
    reminding.tick(at("2026-01-08 09:30"))
    Duty.update(due=date(2026, 1, 9), next_look_on=date(2026, 1, 8)).where(Duty.id == town.duties[2]).execute()
    assert reminding.tick(at("2026-01-08 10:30")).dispatches == {}
    assert len(reminding.tick(at("2026-01-09 09:30")).dispatches) == 2


def test_a_missed_week_loses_nothing_and_says_only_the_latest(channels):
    letters = reminding.tick(at("2026-01-16 09:30")).letters
    assert {notice.step for letter in letters for notice in letter.notices} == {"sheet+10"}
    assert Said.select().count() == sum(len(letter.notices) for letter in letters)


def test_without_a_channel_the_letter_is_shown_and_said_once_there_is_one(town):
    shown = reminding.tick(at("2026-01-08 09:30"))
    assert [letter.channel for letter in shown.letters] == [None]
    assert Said.select().count() == 0


def test_a_rehearsal_says_what_the_ticks_then_say(channels):
    rehearsed = {
        day.day: [(letter.channel.id, letter.body) for letter in day.letters if letter.channel]
        for day in reminding.rehearse(date(2026, 1, 5), date(2026, 1, 23))
        if day.letters
    }
    ticked = {}
    for day in range(5, 24):
        done = reminding.tick(at(f"2026-01-{day:02} 09:30"))
        if done.dispatches:
            ticked[done.at.date()] = [(letter.channel.id, letter.body) for letter in done.letters if letter.channel]
    assert ticked == rehearsed


def test_a_duty_closed_in_the_meantime_cancels_its_letter(channels, town, clock):
    Duty.update(status="closed").where(Duty.id != town.duties[0]).execute()
    reminding.tick(at("2026-01-08 09:30"))
    claim = ReportText(ReportKind.CLOSURE, "已完成", approved_by_head="演示局长", approved_on=date(2026, 1, 7))
    report = progress.report(clock(), town.liaison, town.duties[0], claim, [pdf()], vault=town.vault, max_mb=1)
    review.accept(clock(), town.office, report)
    clock.moment = at("2026-01-08 11:01")
    posted = list(posting.drain(clock, new_courier(channels, "test")))
    assert {receipt.state for receipt in posted} == {DispatchState.CANCELLED}


def test_a_plan_admitted_late_starts_with_one_summary_letter(database, tmp_path, robots, clock):
    town = make_town(tmp_path, admitted_on=date(2026, 11, 20))
    assert replace(town) == town
    letters = reminding.tick(at("2026-11-23 09:30"), write=False).letters
    assert {notice.step for letter in letters for notice in letter.notices} == {"backlog"}
