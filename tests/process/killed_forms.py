"""Forms of others in the story of the kill test: slips that come back (回执), sheets of a superior (上级表)."""

from __future__ import annotations

import os

from drill import LAYOUT
from killing_steps import KEY, NOW, Chapter

from tracker.actions import sheet_templates, slips
from tracker.core.slips import SlipLine
from tracker.store.tables import SheetTemplate, SlipUpload

FORMS = Chapter()
verb, between = FORMS.verb, FORMS.between


@verb("slips.make_slip")
def _(w):
    slips.make_slip(NOW, w.town.liaison, w.town.education, secret_key=KEY)


@verb("slips.keep_upload")
def _(w):
    slips.keep_upload(
        NOW, w.town.liaison, "空回执.xlsx", [SlipLine("第2行", "no key", "任务", "阶段进展", "做了", "", "")]
    )


@between
def _(w):
    form = slips.make_slip(NOW, w.town.liaison, w.town.education, secret_key=KEY)
    lines = [
        SlipLine(f"第{number}行", row.key, row.text, "阶段进展", "已起草", "", "")
        for number, row in enumerate(form.rows[:4])
    ]
    slips.keep_upload(NOW, w.town.liaison, "回执.xlsx", lines)


@verb("slips.send_upload")
def _(w):
    upload = w.newest(SlipUpload).id
    found = slips.look(NOW, w.town.liaison, slips.upload_for(w.town.liaison, upload), secret_key=KEY)
    duties = [line.duty.id for line in found if line.duty]
    slips.send_upload(NOW, w.town.liaison, upload, duties, secret_key=KEY, vault=w.vault)


@verb("sheet_templates.keep_template")
def _(w):
    content = b"PK" + os.urandom(200_000)
    sheet_templates.keep_template(NOW, w.town.office, "上级表.xlsx", content, LAYOUT, vault=w.vault)


@verb("sheet_templates.map_columns")
def _(w):
    sheet_templates.map_columns(NOW, w.town.office, w.newest(SheetTemplate).id, {"1": "no"}, frozenset({"no"}))


@verb("sheet_templates.drop_template")
def _(w):
    sheet_templates.drop_template(NOW, w.town.office, w.newest(SheetTemplate).id)
