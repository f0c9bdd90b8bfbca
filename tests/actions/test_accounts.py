"""人员、登录、口令、移交 on both engines."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher
from small_plan import at, pdf

from bots import Platform
from tracker.actions import handing_over, own_password, people, signing_in
from tracker.actions.handing_over import Successor
from tracker.actions.handles import Handles, mentions, set_handles
from tracker.actions.people import Particulars, actor_of
from tracker.actions.progress import ReportText, report
from tracker.actions.subscribing import Subscription, add_feed
from tracker.core.facts import Actor
from tracker.core.refusals import NotAllowed, NotThere, Refused
from tracker.core.words import FeedKind, ReportKind, Role
from tracker.store.db import connected
from tracker.store.tables import Entry, Feed, Handover, Lockout, Person, ReportDraft

NOW = at("2026-01-08 09:30")
KEY = "a key for tests only"


@pytest.fixture
def admin(town) -> Actor:
    return _added("guan", Role.ADMIN)


def _added(username: str, role: Role, unit: int | None = None, **more) -> Actor:
    person = people.add_person(
        NOW, username=username, name=f"演示{username}", role=role, password="a long password", unit_id=unit, **more
    )
    return actor_of(people.person_row(person))


def enter(username: str, password: str, minutes: float = 0, address: str = "10.1.1.1", browser: str = ""):
    now = NOW + timedelta(minutes=minutes)
    return signing_in.sign_in(now, username, password, address=address, secret_key=KEY, browser=browser)


def refused(*args, **more) -> str:
    with pytest.raises(Refused) as no:
        enter(*args, **more)
    return no.value.sentence


# ---- signing in


def test_an_unknown_account_is_locked_in_the_same_words_as_a_known_one(town):
    answers = {
        username: [refused(username, "wrong", address=address) for _ in range(7)]
        for username, address in (("lian", "10.1.1.1"), ("nobody", "10.1.1.2"))
    }
    assert answers["lian"] == answers["nobody"]
    assert [("请过" in said) for said in answers["lian"]] == [False] * 5 + [True] * 2
    assert "请过 1 分钟再试" in answers["lian"][5]


def test_the_right_password_does_not_open_a_locked_account_until_the_wait_is_over(town):
    for _ in range(5):
        refused("lian", "wrong")
    assert "请过" in refused("lian", "a long password", 0.5)
    assert enter("lian", "a long password", 1.1)[0].id == town.liaison.id
    assert Lockout.select().count() == 1  # the address keeps its own count
    assert "账号或口令不对" in refused("lian", "wrong", 1.2)


def test_waits_grow_and_are_forgotten_after_a_day(town):
    for minute in (0, 0, 0, 0, 0, 1.1, 3.2, 7.3):
        refused("lian", "wrong", minute)
    assert "请过 8 分钟再试" in refused("lian", "wrong", 7.4)
    assert "账号或口令不对" in refused("lian", "wrong", 25 * 60)
    assert "账号或口令不对" in refused("lian", "wrong", 25 * 60)


def test_many_accounts_from_one_address_lock_the_address_and_nobody_else(town):
    for number in range(30):
        refused(f"name-{number}", "wrong", address="10.9.9.9")
    assert "请过" in refused("lian", "a long password", address="10.9.9.9")
    assert enter("lian", "a long password", address="10.9.9.8")


def test_neither_what_was_typed_nor_the_address_is_kept(town):
    refused("my password by mistake", "wrong", address="10.7.7.7")
    kept = " ".join(f"{row.key}" for row in Lockout.select())
    assert "10.7.7.7" not in kept
    assert "mistake" not in kept


def test_tries_at_the_same_moment_are_all_counted(town):
    answers: list[str] = []

    def guess() -> None:
        with connected():
            try:
                signing_in.sign_in(NOW, "lian", "wrong", address="10.1.1.1", secret_key=KEY)
            except Refused as no:
                answers.append(no.sentence)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted("请过" in said for said in answers) == [False] * 5 + [True] * 7


def test_a_hash_of_older_parameters_is_renewed_at_the_next_sign_in(town):
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("a long password")
    Person.update(password_hash=old).where(Person.id == town.liaison.id).execute()
    enter("lian", "a long password")
    kept = people.person_row(town.liaison.id).password_hash
    assert kept != old
    assert "m=19456,t=2,p=1" in kept
    assert enter("lian", "a long password")


# ---- passwords and sessions


def test_a_session_ends_with_a_new_password_a_reset_and_a_disabled_account(town, admin):
    person = town.liaison.id
    assert signing_in.session_person(person, 0)
    goes_on = own_password.change(NOW, town.liaison, "a long password", "别的一句很长的口令", "别的一句很长的口令")
    assert signing_in.session_person(person, 0) is None
    assert signing_in.session_person(person, goes_on)
    first = own_password.reset(NOW, admin, person, KEY)
    assert signing_in.session_person(person, goes_on) is None
    actor, serial = enter("lian", first)
    assert actor.must_change_password
    people.disable(NOW, admin, person, "调离")
    assert signing_in.session_person(person, serial) is None
    assert "账号或口令不对" in refused("lian", first)
    people.enable(NOW, admin, person)
    assert signing_in.session_person(person, serial) is None
    assert enter("lian", first)


def test_a_reset_frees_a_locked_account(town, admin):
    for _ in range(6):
        refused("lian", "wrong")
    first = own_password.reset(NOW, admin, town.liaison.id, KEY)
    assert enter("lian", first)[0].must_change_password


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("wrong", "一句很长的新口令", "一句很长的新口令", "old"),
        ("a long password", "一句很长的新口令", "另一句", "again"),
        ("a long password", "a long password", "a long password", "new"),
        ("a long password", "short", "short", "new"),
        ("a long password", "88888888", "88888888", "new"),
        ("a long password", "13800001111", "13800001111", "new"),
        ("a long password", "lian1234", "lian1234", "new"),
        ("a long password", "Password1", "Password1", "new"),
        ("a long password", "x1" * 101, "x1" * 101, "new"),
    ],
)
def test_a_new_password_that_a_guesser_would_try_is_refused_beside_its_field(town, old, new, again, field):
    with pytest.raises(Refused) as no:
        own_password.change(NOW, town.liaison, old, new, again)
    assert no.value.field == field
    assert enter("lian", "a long password")


# ---- people


def test_only_an_administrator_manages_people(town):
    for actor in (town.liaison, town.office, town.leader):
        with pytest.raises(NotAllowed):
            people.create(NOW, actor, "xin", Particulars("演示新人", Role.OFFICE))
        with pytest.raises(NotAllowed):
            people.edit(NOW, actor, town.liaison.id, Particulars("演示", Role.ADMIN))
        with pytest.raises(NotAllowed):
            own_password.reset(NOW, actor, town.liaison.id, KEY)
        with pytest.raises(NotAllowed):
            people.disable(NOW, actor, town.liaison.id)
        with pytest.raises(NotAllowed):
            handing_over.hand_over(NOW, actor, town.liaison.id, Successor(username="x", name="y"), "调离")


def test_the_last_administrator_cannot_be_disabled_or_made_another(town, admin):
    with pytest.raises(Refused, match="最后一位管理员"):
        people.disable(NOW, None, admin.id)
    with pytest.raises(Refused, match="最后一位管理员"):
        people.edit(NOW, admin, admin.id, Particulars("演示", Role.OFFICE))
    second = _added("guan2", Role.ADMIN)
    with pytest.raises(Refused, match="自己的账号"):
        people.disable(NOW, admin, admin.id)
    people.disable(NOW, second, admin.id)
    with pytest.raises(Refused, match="最后一位管理员"):
        people.disable(NOW, None, second.id)


def test_every_change_of_a_person_is_in_the_history_and_nothing_of_a_password(town, admin):
    person, first = people.create(
        NOW, admin, "xin", Particulars("演示新人", Role.LIAISON, town.finance, is_deputy=True)
    )
    people.edit(NOW, admin, person, Particulars("演示新人", Role.LIAISON, town.education))
    own_password.reset(NOW, admin, person, KEY)
    people.disable(NOW, admin, person, "调离")
    people.enable(NOW, admin, person)
    entries = list(Entry.select().where(Entry.about == "person", Entry.about_id == person).order_by(Entry.id))
    assert [entry.verb for entry in entries] == ["增加人员", "修改人员", "重置口令", "停用账号", "启用账号"]
    assert entries[1].words == "联络员（B岗），演示市财政局 → 联络员，演示市教育局"
    assert not [entry for entry in entries if first in f"{entry.words}{entry.data}"]


@pytest.mark.parametrize(
    ("username", "wanted", "field"),
    [
        ("", Particulars("演示", Role.OFFICE), "username"),
        ("two words", Particulars("演示", Role.OFFICE), "username"),
        ("lian", Particulars("演示", Role.OFFICE), "username"),
        ("xin", Particulars(" ", Role.OFFICE), "name"),
        ("xin", Particulars("演示", Role.LIAISON), "unit"),
        ("xin", Particulars("演示", Role.LIAISON, 999_999), "unit"),
    ],
)
def test_what_is_missing_of_a_person_is_named(town, admin, username, wanted, field):
    with pytest.raises(Refused) as no:
        people.create(NOW, admin, username, wanted)
    assert no.value.field == field


def test_a_and_b_are_mentioned_and_only_b_while_a_is_away(town):
    deputy = _added("fu", Role.LIAISON, town.education, is_deputy=True)
    set_handles(NOW, town.liaison, town.config, Handles("13900000001"))
    set_handles(NOW, deputy, town.config, Handles("13900000002"))

    def mobiles(day: date) -> list[str]:
        return [each.mobile for each in mentions({town.education}, Platform.WECOM, town.config, day)]

    assert mobiles(date(2026, 1, 8)) == ["13900000001", "13900000002"]
    people.set_away(NOW, town.liaison, date(2026, 1, 20))
    assert mobiles(date(2026, 1, 20)) == ["13900000002"]
    assert mobiles(date(2026, 1, 21)) == ["13900000001", "13900000002"]
    people.set_away(NOW, town.liaison, None)
    assert mobiles(date(2026, 1, 8)) == ["13900000001", "13900000002"]
    with pytest.raises(Refused, match="不能早于今天"):
        people.set_away(NOW, town.liaison, date(2026, 1, 7))


# ---- 移交


def test_a_liaison_hands_over_to_a_new_account_in_one_step(town, admin):
    duty, later = town.duties[0], town.duties[2]
    report(NOW, town.liaison, duty, ReportText(ReportKind.PROGRESS, "打了地基。"), [pdf()], vault=town.vault, max_mb=50)
    ReportDraft.insert(duty=later, person=town.liaison.id, values={"progress": "写到一半"}, at=NOW).execute()
    mine = add_feed(NOW, Subscription(FeedKind.PERSON, person_id=town.liaison.id), by=town.liaison)
    units = add_feed(NOW, Subscription(FeedKind.UNIT, unit_id=town.education), by=town.liaison)
    others = add_feed(NOW, Subscription(FeedKind.UNIT, unit_id=town.education), by=admin)
    made = handing_over.hand_over(NOW, admin, town.liaison.id, Successor(username="jie", name="演示接手人"), "岗位调整")
    successor, _ = enter("jie", made.first_password)
    assert successor.must_change_password
    assert successor.unit_id == town.education
    assert "账号或口令不对" in refused("lian", "a long password")
    kept = Handover.get_by_id(made.id)
    assert [item["due"] for item in kept.items["duties"]] == ["2025-12-31", "2026-06-30"]
    assert [item["title"] for item in kept.items["files"]] == ["佐证.pdf"]
    assert len(kept.items["calendars"]) == 2
    assert len(kept.items["drafts"]) == 1
    assert ReportDraft.get().person_id == successor.id
    living = list(Feed.select().where(Feed.revoked_at.is_null()).order_by(Feed.id))
    assert len(living) == 3
    assert others[-4:] == living[0].tail
    assert [feed.kind for feed in living[1:]] == [FeedKind.PERSON, FeedKind.UNIT]
    assert living[1].person_id == successor.id
    assert len(made.tokens) == 2
    assert not {mine, units} & set(made.tokens)
    told = {entry.about_id: (entry.verb, entry.words) for entry in Entry.select().where(Entry.verb << ["移交", "接手"])}
    assert told[town.liaison.id] == ("移交", "岗位调整；移交给演示接手人，未办结 2 件，账号停用")
    assert told[successor.id][0] == "接手"


def test_the_deputy_takes_over_and_becomes_a(town, admin):
    deputy = _added("fu", Role.LIAISON, town.education, is_deputy=True)
    ReportDraft.insert(duty=town.duties[0], person=town.liaison.id, values={"progress": "甲写的"}, at=NOW).execute()
    ReportDraft.insert(duty=town.duties[0], person=deputy.id, values={"progress": "乙写的"}, at=NOW).execute()
    made = handing_over.hand_over(NOW, admin, town.liaison.id, Successor(deputy.id), "调离")
    assert made.first_password == ""
    assert not people.person_row(deputy.id).is_deputy
    assert ReportDraft.get(ReportDraft.person == deputy.id).values == {"progress": "乙写的"}


@pytest.mark.parametrize("who", ["self", "other unit", "office", "disabled", "nobody"])
def test_nobody_else_can_take_over_and_nothing_is_half_done(town, admin, who):
    gone = _added("gone", Role.LIAISON, town.education)
    people.disable(NOW, admin, gone.id)
    candidates = {
        "self": town.liaison.id,
        "other unit": town.other_liaison.id,
        "office": town.office.id,
        "disabled": gone.id,
        "nobody": 999_999,
    }
    entries = Entry.select().count()
    with pytest.raises(Refused, match="接手人须是同一单位在用的联络员"):
        handing_over.hand_over(NOW, admin, town.liaison.id, Successor(candidates[who]), "调离")
    assert Entry.select().count() == entries
    assert people.person_row(town.liaison.id).is_active


def test_a_taken_name_for_the_successor_undoes_the_whole(town, admin):
    add_feed(NOW, Subscription(FeedKind.PERSON, person_id=town.liaison.id), by=town.liaison)
    with pytest.raises(Refused) as no:
        handing_over.hand_over(NOW, admin, town.liaison.id, Successor(username="cai", name="演示"), "调离")
    assert no.value.field == "username"
    assert people.person_row(town.liaison.id).is_active
    assert Feed.select().where(Feed.revoked_at.is_null()).count() == 1
    assert Handover.select().count() == 0


def test_only_an_active_liaison_has_something_to_hand_over(town, admin):
    for person, sentence in ((town.office.id, "只有联络员"), (999_999, "没有找到")):
        with pytest.raises((Refused, NotThere), match=sentence):
            handing_over.leaving(person)


# ---- a browser that is known (认识的浏览器)


def test_nobody_is_locked_out_of_the_own_browser_by_the_tries_of_others(town):
    known = signing_in.known_again(KEY, "lian", "")
    for minute in range(0, 600, 31):  # somebody keeps account and address locked all day
        refused("lian", "wrong", minute)
    for number in range(40):
        refused(f"name-{number}", "wrong", 600)
    assert "请过" in refused("lian", "a long password", 601)
    assert enter("lian", "a long password", 601, browser=known)[0].id == town.liaison.id
    assert "请过" in refused("lian", "a long password", 601)  # and the lock on strangers stands


def test_a_known_browser_has_no_more_tries_than_others_and_opens_one_account_only(town):
    known = signing_in.known_again(KEY, "lian", "")
    assert [("请过" in refused("lian", "wrong", browser=known)) for _ in range(7)] == [False] * 5 + [True] * 2
    assert enter("lian", "a long password")  # from elsewhere, with the right password
    for _ in range(5):
        refused("cai", "wrong", browser=known)
    assert "请过" in refused("cai", "a long password", browser=known)


@pytest.mark.parametrize("made_up", ["x", "." * 200, "a.b", "é.ü", "AAAAAAAAAAAAAAAAAAAAAA." + "A" * 43])
def test_a_mark_that_was_made_up_makes_no_browser_known(town, made_up):
    for _ in range(5):
        refused("lian", "wrong", browser=made_up)
    assert "请过" in refused("lian", "a long password", browser=made_up)
    assert "请过" in refused("lian", "a long password", browser=signing_in.known_again("another key!", "lian", ""))


def test_a_browser_knows_the_last_five_people_who_share_it(town):
    known = ""
    for number in range(6):
        known = signing_in.known_again(KEY, f"name-{number}", known)
    known = signing_in.known_again(KEY, "name-3", known)
    marks = [signing_in.mark_for(KEY, f"name-{number}", known) for number in range(6)]
    assert [bool(mark) for mark in marks] == [False, True, True, True, True, True]
    assert known.startswith(marks[3])


def test_a_reset_frees_the_browser_too(town, admin):
    known = signing_in.known_again(KEY, "lian", "")
    for _ in range(5):
        refused("lian", "wrong", browser=known)
    first = own_password.reset(NOW, admin, town.liaison.id, KEY)
    assert enter("lian", first, browser=known)


def test_a_clock_that_was_ahead_locks_nobody_for_longer_than_the_longest_wait(town):
    for _ in range(6):
        refused("lian", "wrong", minutes=366 * 24 * 60)
    assert enter("lian", "a long password")
