"""Accounts in the story of the kill test (人员): made, changed, signed in, handed over."""

from __future__ import annotations

from datetime import date

from killing_steps import KEY, NOW, Chapter, admin

from tracker.actions import handing_over, own_password, people, signing_in
from tracker.actions.handing_over import Successor
from tracker.core.words import Role
from tracker.store.tables import Person

PEOPLE = Chapter()
verb, between = PEOPLE.verb, PEOPLE.between


@verb("people.add_person")
def _(w):
    people.add_person(NOW, username="xin", name="演示新人", role=Role.OFFICE, password="a long password")


@verb("people.create")
def _(w):
    people.create(NOW, admin(), "lian2", people.Particulars("演示联络员二", Role.LIAISON, w.town.education))


@verb("people.edit")
def _(w):
    wanted = people.Particulars("演示联络员·改名", Role.LIAISON, w.town.education)
    people.edit(NOW, admin(), newcomer(), wanted)


def newcomer() -> int:
    return int(Person.get(Person.username == "lian2").id)


@verb("people.set_away")
def _(w):
    people.set_away(NOW, w.town.second_office, date(2026, 2, 28))


@verb("people.disable")
def _(w):
    people.disable(NOW, admin(), newcomer(), "借调")


@verb("people.enable")
def _(w):
    people.enable(NOW, admin(), newcomer())


@verb("own_password.change")
def _(w):
    own_password.change(NOW, w.town.second_office, "a long password", "another long password", "another long password")


@verb("own_password.end_sessions")
def _(w):
    own_password.end_sessions(NOW, w.town.second_office)


@verb("own_password.reset")
def _(w):
    own_password.reset(NOW, admin(), newcomer(), KEY)


@verb("signing_in.sign_in", is_many=True)
def _(w):
    signing_in.sign_in(NOW, "du", "a long password", address="127.0.0.1", secret_key=KEY)


@verb("handing_over.hand_over")
def _(w):
    handing_over.hand_over(NOW, admin(), newcomer(), Successor(person_id=w.town.liaison.id), "岗位调整")
