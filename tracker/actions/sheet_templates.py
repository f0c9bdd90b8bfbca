"""The forms of others (别人的表格): a superior's workbook kept with its layout, its columns mapped once, filled each period."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tracker.actions import history
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.store.db import transaction
from tracker.store.tables import SheetTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tracker.core.facts import Actor
    from tracker.store.vault import Vault


@dataclass(frozen=True, slots=True)
class KeptTemplate:
    """What keeping a workbook came to: its id, and whether its layout was known already (认得这张表)."""

    id: int
    is_known: bool


def keep_template(
    now: datetime, actor: Actor, name: str, content: bytes, layout: Mapping[str, Any], *, vault: Vault
) -> KeptTemplate:
    """Keep a superior's workbook. One of a known layout takes the place of the last and keeps the mapping (对应关系)."""
    require(actor, Ability.REVIEW)
    kept = vault.keep(BytesIO(content))
    heads = [
        {"column": head["column"], "said": "／".join(head["levels"]), "doubt": head["doubt"]}
        for head in layout["heads"]
    ]
    place: dict[str, Any] = {
        "name": name[-200:],
        "sheet": layout["sheet"],
        "header_row": layout["header_row"],
        "first_row": layout["first_row"],
        "doubts": list(layout["doubts"]),
        "sha256": kept.sha256,
        "person": actor.id,
        "at": now,
    }
    with transaction():
        known = SheetTemplate.get_or_none(SheetTemplate.signature == layout["signature"])
        if known is not None:
            SheetTemplate.update(**place).where(SheetTemplate.id == known.id).execute()
            template_id = known.id
        else:
            columns = {str(head["column"]): head["key"] for head in layout["heads"]}
            template_id = SheetTemplate.insert(
                signature=layout["signature"], heads=heads, columns=columns, **place
            ).execute()
        history.record(now, actor, "收下别人的表格", "sheet_template", template_id, words=name[-200:])
    return KeptTemplate(int(template_id), known is not None)


def map_columns(
    now: datetime, actor: Actor, template_id: int, columns: Mapping[str, str], known: frozenset[str]
) -> None:
    """Say which of our columns goes into which of the form's; an empty key leaves a column alone. `known`: our columns' keys."""
    require(actor, Ability.REVIEW)
    row = SheetTemplate.get_or_none(SheetTemplate.id == template_id)
    if row is None:
        raise NotThere("没有找到这张表。")
    numbers = {str(head["column"]) for head in row.heads}
    chosen = {number: key for number, key in columns.items() if number in numbers}
    for number, key in chosen.items():
        if key and key not in known:
            raise Refused("请从列表里选一个栏目。", field=f"column-{number}")
    if not any(chosen.values()):
        raise Refused("至少要有一栏对得上，才能填表。")
    heads = [{**head, "doubt": ""} for head in row.heads]  # a person has looked
    with transaction():
        SheetTemplate.update(columns=chosen, heads=heads).where(SheetTemplate.id == template_id).execute()
        history.record(now, actor, "核定表格栏目", "sheet_template", template_id, words=row.name)


def drop_template(now: datetime, actor: Actor, template_id: int) -> None:
    """Forget a form and its mapping."""
    require(actor, Ability.REVIEW)
    with transaction():
        row = SheetTemplate.get_or_none(SheetTemplate.id == template_id)
        if row is None:
            raise NotThere("没有找到这张表。")
        SheetTemplate.delete().where(SheetTemplate.id == template_id).execute()
        history.record(now, actor, "删去别人的表格", "sheet_template", template_id, words=row.name)
