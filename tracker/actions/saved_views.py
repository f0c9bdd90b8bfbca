"""Saved views of the ledger (常用视图): a person's own ones, and those that the office shares with everybody (共用)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.actions import history
from tracker.actions.rows import plan_row
from tracker.core.access import Ability, require
from tracker.core.cleaning import clean
from tracker.core.refusals import NotAllowed, NotThere, Refused
from tracker.core.words import Role
from tracker.store.db import transaction
from tracker.store.tables import LedgerView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tracker.core.facts import Actor

LONGEST_NAME, MOST_VIEWS = 20, 30


def keep_view(
    now: datetime, actor: Actor, plan_id: int, name: str, asked: Mapping[str, Any], *, is_shared: bool = False
) -> int:
    """Keep a filter with its columns under a name (存为常用视图); the id. Only the office shares."""
    require(actor, Ability.SEE_PLANS)
    if is_shared and actor.role is not Role.OFFICE:
        raise NotAllowed("共用的视图由督查室建。您可以存成自己的。")
    with transaction():
        plan_row(plan_id)
        named = _free_name(actor, plan_id, name, is_shared=is_shared)
        if _of(actor, plan_id, is_shared=is_shared).count() >= MOST_VIEWS:
            raise Refused(f"常用视图最多存 {MOST_VIEWS} 个，请先删去不用的。", field="name")
        view_id = int(
            LedgerView.insert(
                plan=plan_id, person=actor.id, name=named, is_shared=is_shared, asked=dict(asked), at=now
            ).execute()
        )
        if is_shared:
            history.record(now, actor, "共用视图", "view", view_id, plan_id=plan_id, words=named, data=dict(asked))
    return view_id


def change_view(now: datetime, actor: Actor, view_id: int, asked: Mapping[str, Any]) -> None:
    """Put another filter under the name (覆盖)."""
    with transaction():
        view = _changeable(actor, view_id)
        LedgerView.update(asked=dict(asked), at=now).where(LedgerView.id == view_id).execute()
        _tell(now, actor, view, "改共用视图", view.name, dict(asked))


def rename_view(now: datetime, actor: Actor, view_id: int, name: str) -> None:
    """Give it another name (改名)."""
    with transaction():
        view = _changeable(actor, view_id)
        if clean(name).strip() == view.name:
            return
        named = _free_name(actor, view.plan_id, name, is_shared=view.is_shared)
        LedgerView.update(name=named, at=now).where(LedgerView.id == view_id).execute()
        _tell(now, actor, view, "改共用视图", f"{view.name} → {named}")


def drop_view(now: datetime, actor: Actor, view_id: int) -> str:
    """Delete it (删除); its name. The duties that it showed stay as they are."""
    with transaction():
        view = _changeable(actor, view_id)
        LedgerView.delete().where(LedgerView.id == view_id).execute()
        _tell(now, actor, view, "删共用视图", view.name)
    return str(view.name)


def _changeable(actor: Actor, view_id: int) -> Any:  # noqa: ANN401 - a row
    """The view, when it is the actor's own, or shared and the actor is of the office."""
    require(actor, Ability.SEE_PLANS)
    view = LedgerView.get_or_none(LedgerView.id == view_id)
    if view is None or (not view.is_shared and view.person_id != actor.id):
        raise NotThere("没有找到这个常用视图，可能已经删去。")
    if view.is_shared and actor.role is not Role.OFFICE:
        raise NotAllowed("共用的视图由督查室改。您可以另存成自己的。")
    return view


def _free_name(actor: Actor, plan_id: int, name: str, *, is_shared: bool) -> str:
    """The name as it is kept. Shared names are the office's: whoever of the office gave one, nobody gives it again."""
    named = " ".join(clean(name).split())
    if not named:
        raise Refused("请给这个视图起个名字，例如“逾期没办的”。", field="name")
    if len(named) > LONGEST_NAME:
        raise Refused(f"名字请在 {LONGEST_NAME} 字以内。", field="name")
    if _of(actor, plan_id, is_shared=is_shared).where(LedgerView.name == named).exists():
        raise Refused(f"已经有叫“{named}”的视图。请换个名字，或者打开它再存。", field="name")
    return named


def _of(actor: Actor, plan_id: int, *, is_shared: bool) -> Any:  # noqa: ANN401 - peewee's query
    found = LedgerView.select().where(LedgerView.plan == plan_id, LedgerView.is_shared == is_shared)
    return found if is_shared else found.where(LedgerView.person == actor.id)


def _tell(
    now: datetime,
    actor: Actor,
    view: Any,  # noqa: ANN401 - a row
    verb: str,
    words: str,
    data: dict[str, Any] | None = None,
) -> None:
    """What everybody sees has a history; a person's own views have none."""
    if view.is_shared:
        history.record(now, actor, verb, "view", view.id, plan_id=view.plan_id, words=words, data=data)
