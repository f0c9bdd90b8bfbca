"""Subscriptions (订阅): secret calendar addresses and what was last emitted."""

from __future__ import annotations

from peewee import BlobField, CharField, ForeignKeyField, IntegerField

from tracker.store.fields import MomentField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Duty, Plan
from tracker.store.tables.people import Person
from tracker.store.tables.units import Unit


class Feed(Table):
    """订阅: one secret calendar address for one subscriber; only the hash of its token is kept."""

    kind = CharField(max_length=16)
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


class FeedItem(Table):
    """日历事件账: what was last emitted for a UID, so that SEQUENCE and LAST-MODIFIED are right whatever changed."""

    uid = CharField(max_length=120, primary_key=True)
    duty = ForeignKeyField(Duty, backref="feed_items")
    digest = CharField(max_length=64)
    dates_digest = CharField(max_length=64)
    sequence = IntegerField(default=0)
    last_modified = MomentField()
    body = BlobField()
