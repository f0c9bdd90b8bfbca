"""Listings (挂牌督办): cases, their measures and verifications."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from tracker.core.words import CaseStatus, LegalTrack
from tracker.store.fields import MomentField, ValueField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Duty, Plan
from tracker.store.tables.people import Person


class Case(Table):
    """挂牌督办: a listing, from the clock's proposal to the release by the same authority."""

    duty = ForeignKeyField(Duty, backref="cases", unique=True)
    plan = ForeignKeyField(Plan, backref="cases")
    status = WordField(CaseStatus)
    facts = TextField()
    proposed_at = MomentField()
    number = CharField(max_length=40, null=True)
    year = IntegerField(null=True)
    serial = IntegerField(null=True)
    track = WordField(LegalTrack, null=True)
    basis = TextField(default="")
    limit = DateField(null=True)
    supervising_unit = CharField(max_length=120, default="")
    responsible = CharField(max_length=120, default="")
    decided_by = ForeignKeyField(Person, null=True, backref="decided_cases")
    decided_at = MomentField(null=True)
    opinion = TextField(default="")
    released_by = ForeignKeyField(Person, null=True, backref="released_cases")
    released_at = MomentField(null=True)
    release_opinion = TextField(default="")
    is_public = BooleanField(default=False)
    reply = TextField(default="")
    replied_at = MomentField(null=True)
    checked_by = ForeignKeyField(Person, null=True, backref="checked_cases")
    plan_text = ValueField(null=True)
    release_report_id = IntegerField(null=True)
    notice_from = DateField(null=True)
    notice_until = DateField(null=True)
    rebounds = IntegerField(default=0)

    class Meta:
        """Numbers are unique within a plan and year; a duty is proposed once. Lists read by status."""

        indexes = ((("plan", "year", "serial"), True), (("status", "proposed_at"), False))


class CaseMeasure(Table):
    """整改措施: one measure of the 整改方案 in force, with its standard, date and responsible person."""

    case = ForeignKeyField(Case, backref="measures")
    position = IntegerField()
    text = TextField()
    standard = TextField()
    due = DateField()
    responsible = CharField(max_length=120)
    is_current = BooleanField(default=True)


class Verification(Table):
    """现场核查: when, where, how, with what result; who wrote it down."""

    case = ForeignKeyField(Case, backref="verifications")
    day = DateField()
    place = CharField(max_length=200)
    method = CharField(max_length=200)
    findings = TextField()
    passed = BooleanField()
    recorded_by = ForeignKeyField(Person, backref="recorded_verifications")
    at = MomentField()
    is_current = BooleanField(default=True)


class Verifier(Table):
    """核查人: somebody who took part in a verification; the name stays on the record for ever."""

    verification = ForeignKeyField(Verification, backref="verifiers")
    person = ForeignKeyField(Person, backref="verifications")

    class Meta:
        """Once a verification."""

        indexes = ((("verification", "person"), True),)
