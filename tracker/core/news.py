"""News (即时函): what happened to single duties, grouped into one message for a channel.

What is no longer so when the message leaves is left out: a unit that has already handed in again need not hear of the return.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.core.letters import MOST_ITEMS, Letter, literal, numbered, shorten
from tracker.core.words import DutyStatus, EventKind, Publicity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.core.facts import DutyFacts
    from tracker.core.letters import ChannelFacts


@dataclass(frozen=True, slots=True)
class News:
    """One event of one duty. `detail` is an extra sentence that may be shown for a public plan only."""

    event: EventKind
    duty: DutyFacts
    detail: str = ""


def news_letter(channel: ChannelFacts | None, news: Sequence[News], base_url: str) -> Letter:
    """Write one message about all of `news` (at least one), in the order in which they happened."""
    if len(news) == 1:
        return _single(channel, news[0], base_url)
    kinds = {each.event for each in news}
    what = _TITLE[news[0].event] if len(kinds) == 1 else "督办 新情况"
    room = MOST_ITEMS
    lines: list[str] = []
    by_plan = sorted(news, key=lambda each: each.duty.plan_id)
    for plan_title, group in groupby(by_plan, key=lambda each: each.duty.plan_title):
        of_plan = list(group)
        lines += ["", f"**{literal(plan_title)}**", *_counts(of_plan)]
        if of_plan[0].duty.publicity is Publicity.PUBLIC:
            lines += [f"- {literal(_line(each))}" for each in of_plan[:room]]
            if len(of_plan) > room:
                lines.append(f"- 另有 {len(of_plan) - room} 项，点链接查看")
            room = max(0, room - len(of_plan))
    return Letter(channel, f"{what} {len(news)} 项", "\n".join(lines).strip(), f"{base_url}/mine")


def still_so(news: News) -> bool:
    """Whether the news is still worth hearing as the duty stands now."""
    if news.event is EventKind.RETURNED:
        return news.duty.status is DutyStatus.ACTIVE
    if news.event is EventKind.LISTED:
        return news.duty.is_listed
    return True


def _single(channel: ChannelFacts | None, news: News, base_url: str) -> Letter:
    duty = news.duty
    lines = [f"**{literal(duty.plan_title)}**"]
    if duty.publicity is Publicity.PUBLIC:
        lines += [literal(f"{duty.unit_name}：{shorten(duty.task_title)}")]
        if news.detail:
            lines += [f"> {literal(news.detail)}"]
    else:
        lines += ["有 1 项有新情况，请点链接查看。"]
    title = f"{_TITLE[news.event]} {numbered(duty.task_no)}"
    return Letter(channel, title, "\n".join(lines), f"{base_url}/duties/{duty.id}")


def _counts(news: Sequence[News]) -> list[str]:
    kinds = list(dict.fromkeys(each.event for each in news))
    return [f"◆ {kind.label} **{sum(each.event is kind for each in news)}** 项" for kind in kinds]


def _line(news: News) -> str:
    said = f"：{news.detail}" if news.detail else ""
    what = f"{news.duty.unit_name} {numbered(news.duty.task_no)}{shorten(news.duty.task_title)}"
    return f"{news.event.label} {what}{said}"


_TITLE = {
    EventKind.RETURNED: "督办 退回补正",
    EventKind.ACCEPTED: "督办 已采纳",
    EventKind.LISTED: "★ 挂牌督办",
    EventKind.RELEASED: "督办 销号摘牌",
    EventKind.EXTENDED: "督办 延期决定",
    EventKind.SAID: "督办",
}
