"""Subscriptions (订阅): secret calendar addresses, and the emission ledger (日历账) behind what they answer."""

from __future__ import annotations

from peewee import BlobField, BooleanField, CharField, CompositeKey, DateField, ForeignKeyField, IntegerField

from tracker.core.words import FeedKind
from tracker.store.fields import MomentField, ValueField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Plan
from tracker.store.tables.people import Person
from tracker.store.tables.units import Unit


class Feed(Table):
    """订阅: one secret calendar address for one subscriber; only the hash of its token is kept.

    `seen` names the state of the ledger that `etag` and `changed_at` speak of: where it is still the same, a request needs
    no look at a single duty.
    """

    kind = WordField(FeedKind)
    plan = ForeignKeyField(Plan, null=True, backref="feeds")
    unit = ForeignKeyField(Unit, null=True, backref="feeds")
    person = ForeignKeyField(Person, null=True, backref="feeds")
    token_hash = CharField(max_length=64, unique=True)
    tail = CharField(max_length=8)
    etag = CharField(max_length=64, default="")
    changed_at = MomentField(null=True)
    created_at = MomentField()
    last_used_at = MomentField(null=True)
    user_agent = CharField(max_length=200, default="")
    revoked_at = MomentField(null=True)
    is_todo = BooleanField(default=False)
    alarm_days = IntegerField(default=0)
    seen = CharField(max_length=120, default="")


class FeedItem(Table):
    """日历事件账: one duty as calendars were told of it, so that SEQUENCE and LAST-MODIFIED are right whatever changed.

    No foreign key: a duty may be made anew with another number (its `uid` stays), and what was said of it must be remembered.
    """

    uid = CharField(max_length=120, primary_key=True)
    duty_id = IntegerField(index=True)
    unit_id = IntegerField()
    plan_id = IntegerField()
    due = DateField()
    first_day = DateField()
    last_day = DateField()
    state = CharField(max_length=16)
    ended_on = DateField(null=True)
    digest = CharField(max_length=64)
    dates_digest = CharField(max_length=64)
    sequence = IntegerField(default=0)
    last_modified = MomentField()
    matter = ValueField()

    class Meta:
        """Feeds read by unit, by plan, or all of it, in the order of the dates."""

        indexes = (
            (("unit_id", "due", "duty_id"), False),
            (("plan_id", "due", "duty_id"), False),
            (("due", "duty_id"), False),
        )


class FeedText(Table):
    """日历文本: the bytes of one event in one variant (日程, 待办, with an alarm …), kept for the revision they were made of."""

    variant = CharField(max_length=16)
    uid = CharField(max_length=120)
    item_digest = CharField(max_length=64)
    days = CharField(max_length=32, default="")
    entry_digest = CharField(max_length=64)
    sequence = IntegerField()
    last_modified = MomentField()
    digest = CharField(max_length=64)
    body = BlobField()

    class Meta:
        """One text a variant and event; what an ETag needs stands in the index, away from the bytes."""

        primary_key = CompositeKey("variant", "uid")
        indexes = ((("variant", "uid", "item_digest", "days", "digest"), False),)


class FeedMark(Table):
    """待查记号: something that calendars speak of was written. Triggers of the database set it, so no verb can forget."""

    about = CharField(max_length=16)
    about_id = IntegerField()


class FeedBook(Table):
    """日历账本: one row. `generation` counts the changes of the ledger; `origin` is the wording and address it was written for."""

    generation = IntegerField()
    origin = CharField(max_length=64, default="")
