"""A received plan of our own making: a Word document with a task table, taken in and read as in real life."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from document_making import word

from tasks_seed.parse import parse_document
from tasks_seed.readers import read_document
from tasks_seed.reading_apart import Reading
from tracker.actions import draft_head, draft_units, reading, receiving
from tracker.actions.evidence import Upload
from tracker.core.facts import Actor
from tracker.store.tables import Draft, Intake
from tracker.store.vault import Vault

HEAD = (
    "示例市人民政府办公室关于印发示例市资源教室建设实施方案（2025—2027年）的通知",
    "示政办〔2025〕3号",
    "各区人民政府，市政府各部门：",
    "现将《示例市资源教室建设实施方案（2025—2027年）》印发给你们，请认真贯彻执行。",
    "示例市人民政府办公室",
    "2025年3月1日",
    "示例市资源教室建设实施方案（2025—2027年）",
    "附件：重点任务分解表",
)
COLUMNS = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("1", "建设一所从幼儿园到高中的特殊教育学校，完成验收并开班。", "市教育局", "市财政局", "2026年12月底前"),
    ("2", "各区至少建成一个资源教室，配齐专职资源教师。", "各区政府", "市教育局", "2026年6月底前"),
    ("3", "建立残疾儿童少年入学信息共享机制，每季度更新一次。", "市大数据资源台", "市残联", "2025年9月底前"),
    ("4", "逐步推广融合教育，开展教师全员培训。", "市教育局", "", "长期坚持"),
)


def a_plan(rows: tuple[tuple[str, ...], ...] = ROWS, head: tuple[str, ...] = HEAD) -> bytes:
    """The document as a .docx; the same arguments give the same bytes."""
    return _made(rows, head)


@lru_cache(maxsize=32)
def _made(rows: tuple[tuple[str, ...], ...], head: tuple[str, ...]) -> bytes:
    return word(*head, [COLUMNS, *rows])


def take_in(
    now: datetime,
    actor: Actor,
    vault: Vault,
    content: bytes | None = None,
    *,
    name: str = "方案.docx",
    renews: str = "",
) -> int:
    """Receive and read it to the end; returns the intake's id."""
    content = content or a_plan()
    intake_id = receiving.receive(now, actor, Upload(name, BytesIO(content)), vault=vault, max_mb=5, renews=renews)
    assert reading._claim(intake_id, "test")
    reading._finish(now, intake_id, "test", _read(content, name))
    return intake_id


@lru_cache(maxsize=32)
def _read(content: bytes, name: str) -> Reading:
    """What the reader makes of it, read in this process and once; the process apart has its own tests."""
    document = read_document(content, name)
    return Reading(document, parse_document(document))


def vault_in(folder: Path) -> Vault:
    return Vault(folder / "vault")


def rows_of(intake_id: int) -> list[Draft]:
    return list(Draft.select().where(Draft.intake == intake_id).order_by(Draft.position))


def row_of(intake_id: int, no: str) -> Draft:
    return next(row for row in rows_of(intake_id) if row.no == no)


def settle_names(now: datetime, actor: Actor, intake_id: int) -> None:
    """What a clerk does first: the collective's members, then the unknown unit."""
    intake = Intake.get_by_id(intake_id)
    draft_head.edit_head(now, actor, intake_id, intake.revision, {"region": "示例市", "level": "市"})
    draft_units.set_members(now, actor, intake_id, "各区政府", ["东区", "西区"])
    unknown = [name.name for name in draft_units.open_names(intake_id) if not name.is_collective]
    draft_units.register(now, actor, intake_id, unknown)
