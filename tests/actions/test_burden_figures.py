"""The self-check's figures, counted from what really was asked and said, on both engines."""

from datetime import date

from small_plan import Town, at, pdf

from tracker.actions import posting, reminding, review
from tracker.actions.channels import say
from tracker.actions.courier import Courier
from tracker.actions.progress import ReportText, report
from tracker.actions.review import Verdict
from tracker.actions.working_days import working_days
from tracker.core.burden import BurdenFacts
from tracker.core.words import ReportKind, ReturnReason
from tracker.store.queries.burden import burden_facts
from tracker.store.tables import Dispatch, Task

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def figures(text: str) -> BurdenFacts:
    return burden_facts(at(text), working_days())


def test_nothing_asked_nothing_said(town: Town):
    assert figures("2025-12-18 10:00") == BurdenFacts()


def test_a_day_of_letters_is_counted_by_group_and_by_hour(town: Town, channels, clock):
    clock.moment = at("2026-01-08 09:31")
    reminding.tick(clock.moment)
    say(clock.moment, "演示企业微信群", "临时通知")
    clock.moment = at("2026-01-08 11:01")
    from bots import new_session

    for _ in posting.drain(clock, Courier(channels, new_session, lambda: 0.5, "test")):
        pass
    found = figures("2026-01-08 12:00")
    assert (found.letters_a_day, found.messages_a_day, found.manual, found.outside_hours) == (1, 2, 1, 0)
    assert found.groups == 2
    Dispatch.update(done_at=at("2026-01-10 21:00")).where(Dispatch.kind == "letter").execute()  # a Saturday evening
    assert figures("2026-01-12 09:00").outside_hours == 2
    assert figures("2026-03-12 09:00").outside_hours == 0  # long ago


def test_returns_and_photographs_are_counted(town: Town):
    now = at("2025-12-18 10:00")
    for _ in range(2):
        words = ReportText(ReportKind.CLOSURE, "已建成", approved_by_head="演示局长", approved_on=date(2025, 12, 18))
        sent = report(now, town.liaison, town.duties[0], words, [pdf("现场.png", PNG)], vault=town.vault, max_mb=1)
        verdict = Verdict("缺文件", reason=ReturnReason.FACTS, redo_by=date(2025, 12, 24))
        review.give_back(now, town.office, sent, verdict)
    found = figures("2025-12-19 10:00")
    assert (found.returned_again, found.files, found.pictures, found.by_pictures) == (1, 2, 2, 0)
    sent = report(now, town.liaison, town.duties[0], words, [pdf("现场.png", PNG)], vault=town.vault, max_mb=1)
    review.accept(now, town.office, sent)
    assert figures("2025-12-19 10:00").by_pictures == 1


def test_the_same_words_asked_twice_of_one_unit_are_found(town: Town):
    assert figures("2025-12-18 10:00").alike == 0
    Task.update(text="建立联席会议制度").execute()
    assert figures("2025-12-18 10:00").alike >= 1
