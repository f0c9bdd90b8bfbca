"""Looking at an evidence file (佐证): through the permission door, never as a page of this site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, send_file

from tracker.core.access import NOT_HERE, Ability, require, require_unit
from tracker.core.refusals import NotThere
from tracker.store.queries.desks import evidence_by_id
from tracker.store.queries.pages import gave_file
from tracker.web.shown_files import SHOWN_INLINE
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("evidence", __name__)
# A browser's own PDF viewer does not start inside a sandbox; what may be shown is data without script either way.
# A preview may stand in a frame of this site's own pages (审核台), nowhere else.
_POLICY = {"application/pdf": "default-src 'none'; frame-ancestors 'self'"}
_SANDBOX = "sandbox; default-src 'none'; img-src 'self'; frame-ancestors 'none'"


@pages.get("/evidence/<int:evidence_id>")
def show(evidence_id: int) -> ResponseReturnValue:
    """The file, to keep; with ?preview=1 a picture or PDF opens in the browser."""
    require(me(), Ability.SEE_DUTY)
    found = evidence_by_id(evidence_id)
    if found is None:
        raise NotThere(NOT_HERE)
    file, duty = found
    if not gave_file(me().unit_id or 0, file.report_id):
        require_unit(me(), duty.unit_id)
    inline = request.args.get("preview") == "1" and file.media_type in SHOWN_INLINE
    answer = send_file(
        site().vault.take_out(file.sha256, file.size),
        mimetype=file.media_type,
        as_attachment=not inline,
        download_name=file.name,
        etag=file.sha256,
        conditional=False,
    )
    answer.content_length = file.size
    answer.make_conditional(request, accept_ranges=True, complete_length=file.size)
    policy = _POLICY.get(file.media_type, _SANDBOX) if inline else _SANDBOX
    answer.headers["Content-Security-Policy"] = policy
    return answer
