"""Subscribed calendars in the story of the kill test (日历订阅)."""

from __future__ import annotations

from killing_steps import NOW, Chapter

from tracker.actions import calendar_ledger, calendar_texts, subscribing
from tracker.actions.calendar_reading import token_hash
from tracker.actions.calendar_texts import Scope
from tracker.actions.subscribing import Subscription
from tracker.core.words import FeedKind
from tracker.feeds.variants import Variant
from tracker.store.tables import Duty, Feed, FeedMark, Task

TOKEN = "a token that only this test knows"

CALENDARS = Chapter()
verb, between = CALENDARS.verb, CALENDARS.between


@verb("calendar_ledger.bring_up", is_many=True)
def _(w):
    calendar_ledger.bring_up(NOW, "https://ducha.example.gov.cn")


@between
def _(w):
    Task.update(title="改过的简称").where(Task.id == Duty.get_by_id(w.duty(10)).task_id).execute()
    assert FeedMark.select().exists()


@verb("calendar_ledger.catch_up", is_many=True)
def _(w):
    calendar_ledger.catch_up(NOW, "https://ducha.example.gov.cn")


@verb("calendar_texts.text_digests", is_many=True)
def _(w):
    calendar_texts.text_digests(NOW, Scope(w.town.plan, None), Variant(), None)


@verb("subscribing.add_feed")
def _(w):
    subscribing.add_feed(NOW, Subscription(FeedKind.PLAN, plan_id=w.town.plan))


@verb("subscribing.rotate_feed")
def _(w):
    subscribing.rotate_feed(NOW, Feed.select().order_by(Feed.id).first().id)


@verb("subscribing.revoke_feed")
def _(w):
    subscribing.revoke_feed(NOW, Feed.select().order_by(Feed.id)[1].id)


@between
def _(w):
    subscribing.add_feed(NOW, Subscription(FeedKind.PLAN, plan_id=w.town.plan))
    Feed.update(token_hash=token_hash(TOKEN)).where(Feed.id == w.newest(Feed).id).execute()


@verb("subscribing.revoke_token")
def _(w):
    subscribing.revoke_token(NOW, TOKEN)
