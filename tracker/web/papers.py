"""Papers to print and sign (公文): Word documents made from what the ledger knows, always marked 草稿."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere
from tracker.papers import (
    write_bulletin,
    write_extension,
    write_listing,
    write_notice,
    write_release,
    write_verification,
)
from tracker.store.queries.desks import extensions_about
from tracker.store.queries.ledger import task_line
from tracker.store.queries.stories import stories_of
from tracker.web import paper_facts
from tracker.web.cases import case_here
from tracker.web.duties import duty_here
from tracker.web.files import DOCX, download
from tracker.web.plans import ledger_here
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask import Response


pages = Blueprint("papers", __name__)


@pages.get("/duties/<int:duty_id>/notice.docx")
def notice(duty_id: int) -> Response:
    """督办通知单."""
    require(me(), Ability.REVIEW)
    duty = duty_here(duty_id)
    line = task_line(duty.task_id, site().today(), working_days())
    if line is None:
        raise NotThere("没有找到这项任务。")
    return _docx(write_notice(paper_facts.notice_of(duty, line)), "督办通知单")


@pages.get("/cases/<int:case_id>/listing.docx")
def listing(case_id: int) -> Response:
    """挂牌督办通知书."""
    return _docx(write_listing(paper_facts.listing_of(case_here(case_id))), "挂牌督办通知书")


@pages.get("/cases/<int:case_id>/release.docx")
def release(case_id: int) -> Response:
    """销号申请表."""
    return _docx(write_release(paper_facts.release_of(case_here(case_id))), "销号申请表")


@pages.get("/cases/<int:case_id>/verification.docx")
def verification(case_id: int) -> Response:
    """现场核查表."""
    return _docx(write_verification(paper_facts.verification_of(case_here(case_id))), "现场核查表")


@pages.get("/duties/<int:duty_id>/extensions/<int:extension_id>.docx")
def extension(duty_id: int, extension_id: int) -> Response:
    """延期申请表."""
    duty = duty_here(duty_id)
    found = next((each for each in extensions_about(duty_id) if each.id == extension_id), None)
    if found is None:
        raise NotThere("没有找到这份延期申请。")
    return _docx(write_extension(paper_facts.extension_of(found, duty)), "延期申请表")


@pages.get("/plans/<key>/bulletin.docx")
def bulletin(key: str) -> Response:
    """督查通报 draft."""
    require(me(), Ability.REVIEW)
    found = ledger_here(key)
    paper = paper_facts.bulletin_of(found, stories_of(found.plan.id), site().today())
    return _docx(write_bulletin(paper), "督查通报（草稿）")


def _docx(content: bytes, name: str) -> Response:
    return download(content, f"{name}.docx", DOCX, plain="paper.docx")
