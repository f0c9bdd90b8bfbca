"""Posting (发件): channels, the outbox, and what was said."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from tracker.core.words import Audience, DispatchKind, DispatchState, EventKind, Outcome, Platform
from tracker.store.fields import MomentField, ValueField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Duty, Plan
from tracker.store.tables.units import Unit


class Channel(Table):
    """通道: a group robot. Address and secret are encrypted; pages show the last four characters."""

    name = CharField(max_length=80, unique=True)
    platform = WordField(Platform)
    address = TextField()
    tail = CharField(max_length=8)
    secret = TextField(default="")
    keywords = ValueField(default=list)
    plan = ForeignKeyField(Plan, null=True, backref="channels")
    unit = ForeignKeyField(Unit, null=True, backref="channels")
    audience = WordField(Audience, null=True)
    is_active = BooleanField(default=True)
    is_practice = BooleanField(default=False)
    broken_since = MomentField(null=True)
    pause_until = MomentField(null=True)
    rest_until = MomentField(null=True)
    last_sent_at = MomentField(null=True)
    last_success_at = MomentField(null=True)
    last_error = TextField(default="")
    lease_until = MomentField(null=True)
    lease_by = CharField(max_length=64, default="")
    strikes = IntegerField(default=0)
    refusals = IntegerField(default=0)
    probe_at = MomentField(null=True)
    alarmed_at = MomentField(null=True)
    clock_skew = IntegerField(null=True)
    created_at = MomentField()


class Dispatch(Table):
    """发件: an outbox row, born in the transaction of its cause; frozen text for one channel."""

    channel = ForeignKeyField(Channel, backref="dispatches")
    kind = WordField(DispatchKind, default=DispatchKind.LETTER)
    event = WordField(EventKind, null=True)
    form = CharField(max_length=16, default="markdown")
    title = TextField()
    body = TextField()
    link = TextField(default="")
    duty_ids = ValueField(default=list)
    items = ValueField(default=list)
    once = CharField(max_length=80, null=True, unique=True)
    state = WordField(DispatchState, default=DispatchState.QUEUED)
    tries = IntegerField(default=0)
    parts_sent = IntegerField(default=0)
    next_at = MomentField()
    lease_until = MomentField(null=True)
    claimed_by = CharField(max_length=64, default="")
    code = CharField(max_length=32, default="")
    answer = TextField(default="")
    remedy = TextField(default="")
    created_at = MomentField()
    done_at = MomentField(null=True)
    settled_at = MomentField(null=True)
    replaces = ForeignKeyField("self", null=True, backref="replays")
    joined = ForeignKeyField("self", null=True, backref="parts_of_it")

    class Meta:
        """The poster claims by state and time; the tick asks what was delivered today."""

        indexes = ((("state", "next_at"), False), (("channel", "created_at"), False), (("state", "done_at"), False))


class Attempt(Table):
    """尝试: one POST of one part, written down before it leaves and completed with the platform's answer.

    An attempt without `ended_at` is one whose sender died: nobody knows whether the platform took it.
    """

    dispatch = ForeignKeyField(Dispatch, backref="attempts")
    channel = ForeignKeyField(Channel, backref="attempts")
    part = IntegerField()
    parts = IntegerField()
    worker = CharField(max_length=64)
    started_at = MomentField()
    ended_at = MomentField(null=True)
    outcome = WordField(Outcome, null=True)
    code = CharField(max_length=32, default="")
    answer = TextField(default="")

    class Meta:
        """Pacing reads the newest of a channel."""

        indexes = ((("channel", "started_at"), False),)


class Said(Table):
    """已说: the key of a notice that went into a letter of one channel. Unique: a thing is said once."""

    key = CharField(primary_key=True, max_length=120)
    duty = ForeignKeyField(Duty, backref="said")
    dispatch = ForeignKeyField(Dispatch)
    at = MomentField()
