"""A demo with a past (演过的故事): reports, reviews, requests, letters, listings, documents, so that every page has something to show.

December first, January after it; pictures that should look calm are taken in between. Times are the demo's own: nothing waits.
"""

from __future__ import annotations

from typing import Any

from played_duties import reports, requests_made
from played_listings import JANUARY, listings
from played_papers import documents, forms
from players import ADMIN, DISTRICT, LIAISON, OFFICE
from playing import Story, closings, may_claim, telling
from running import Demo

from tracker.actions import handing_over, people, practice, public_notices, subscribing
from tracker.actions.channels import add_channel, say
from tracker.actions.handing_over import Successor
from tracker.actions.people import Particulars
from tracker.actions.subscribing import Subscription
from tracker.core.words import FeedKind, Publicity, Role
from tracker.store.tables import Case, Channel, Dispatch, Plan


def play(demo: Demo) -> dict[str, Any]:
    """December and January; returns the places."""
    with telling(demo) as story:
        december(story)
        january(story)
        return story.places


def december(story: Story) -> None:
    """Reports in every state, requests, documents, forms, a broken channel; one day's letters."""
    _a_broken_channel(story)
    reports(story)
    requests_made(story)
    documents(story)
    forms(story)
    _accounts(story)
    story.post(story.door(OFFICE), "/demo/day", {})
    letters = Dispatch.select(Dispatch.id).join(Channel).order_by(Dispatch.id.desc())
    story.places["dead_letter"] = letters.where(Channel.id == story.places["broken_channel"]).scalar()
    story.places["dispatch"] = letters.where(Channel.id == story.places["channel"]).scalar()


def _a_broken_channel(story: Story) -> None:
    gone = f"{story.config.robot_hosts['wecom']}/cgi-bin/webhook/send?key=gone-0000"
    story.places["channel"] = 1
    story.places["broken_channel"] = add_channel(
        story.now, story.config, platform="wecom", name="演示群（地址失效）", address=gone, is_practice=True
    )
    say(story.now, "演示群（地址失效）", "试发一条：这个群的机器人已经移走。")


def _accounts(story: Story) -> None:
    """AB岗, and a liaison who left (移交)."""
    me, admin = story.people[LIAISON], story.people[ADMIN]
    left, stays = (
        people.create(story.now, admin, username, Particulars(name, Role.LIAISON, me.unit_id, is_deputy=True))[0]
        for username, name in (("zhuhai-left", "演示联络员·已调离"), ("zhuhai-b", "演示联络员·B岗"))
    )
    subscribing.add_feed(story.now, Subscription(FeedKind.PERSON, person_id=left))
    made = handing_over.hand_over(story.now, admin, left, Successor(stays), "岗位调整")
    subscribing.add_feed(story.now, Subscription(FeedKind.PERSON, person_id=me.id))
    story.places |= {"person": me.id, "handover": made.id}


def january(story: Story) -> None:
    """Twenty working days after the plans' end: proposals, and listings in every state."""
    practice.set_practice_time(JANUARY)
    story.post(story.door(OFFICE), "/demo/day", {})
    listings(story)
    listed = Case.get_by_id(story.places["case_list"])
    district = story.people[DISTRICT]
    free = (each for each in closings(district) if not each.is_listed and may_claim(story, district, each))
    story.places["claimable"] = next(free).id
    public = Plan.get_by_id(Case.get_by_id(story.places["case_released"]).plan_id)
    Plan.update(publicity=Publicity.PUBLIC).where(Plan.id == public.id).execute()
    public_notices.open_notices(story.now, story.people[OFFICE], public.id, "演示督查室 0000-0000000")
    story.places |= {"listed_duty": listed.duty_id, "notices": public.key, "notice": story.places["case_released"]}
