"""Files through the pages, up and down, wherever they stand: a folder or a bucket; and what a reader sees when a place fails."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from object_storage import make_bucket
from visiting import PDF, a_file, duty_of, last_evidence, visitor
from werkzeug.datastructures import FileStorage

from tracker.actions import reading
from tracker.store.db import connected
from tracker.store.tables import Evidence, Report
from tracker.timekeeper import Timekeeper
from tracker.web import create_app

TEXT = "示例市资源教室建设方案\r\n一、各区政府建成一个资源教室（2025年12月底前）。\r\n"


@pytest.fixture(params=["folder", "bucket"])
def place(request, config, tmp_path):
    if request.param == "folder":
        return replace(config, evidence_url=f"file://{tmp_path / 'shared'}")
    storage = request.getfixturevalue("storage")
    make_bucket(storage, "pages-bucket")
    return replace(
        config,
        evidence_url=f"s3://pages-bucket/{tmp_path.name}",
        s3_endpoint=storage,
        s3_access_key="key-that-nobody-may-see",
        s3_secret_key="secret-that-nobody-may-see",
    )


@pytest.fixture
def app(place, clock) -> Flask:
    made = create_app(place, Timekeeper(clock.practice))
    made.config.update(PROPAGATE_EXCEPTIONS=True, SESSION_COOKIE_SECURE=False)
    return made


def vault_of_app(app: Flask):
    return app.extensions["tracker"].vault


def test_a_file_goes_up_and_comes_back_the_same(app, liaison, office):
    content = PDF + bytes(range(256)) * 3000
    assert liaison.report(duty_of("市教育局", "1"), files=[a_file(content=content)]).status_code == 302
    kept = f"/evidence/{last_evidence()}"
    answer = office.get(kept)
    assert (answer.status_code, answer.data) == (200, content)
    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    part = office.get(kept, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, content[10:20])
    again = office.get(kept, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_document_is_read_from_where_it_stands(app, office):
    taken = office.post("/intake", {"files": [FileStorage(BytesIO(TEXT.encode()), "方案.txt")]})
    assert taken.status_code == 302
    reading.wait_for_all()
    number = taken.headers["Location"].split("/")[2]
    assert "资源教室" in office.get(f"/intake/{number}").text
    assert office.get(f"/intake/{number}/file").data == TEXT.encode()


def test_a_file_that_is_gone_or_damaged_is_a_sentence(app, liaison, office):
    liaison.report(duty_of("市教育局", "1"))
    kept = f"/evidence/{last_evidence()}"
    with connected():
        row = Evidence.get()
    vault_of_app(app).shelf.put(row.sha256, 4, BytesIO(b"evil"))
    damaged = office.get(kept)
    assert damaged.status_code == 503
    assert "已经损坏" in damaged.text
    assert "evil" not in damaged.text
    vault_of_app(app).remove(row.sha256)
    gone = office.get(kept)
    assert gone.status_code == 404
    assert "从备份里找回" in gone.text


def test_a_place_that_fails_loses_no_text_and_writes_no_row(app, place, clock, request):
    if "folder" in request.node.name:
        (place.data_dir / "a-file").write_text("no folder can stand here")
        broken = replace(place, evidence_url=f"file://{place.data_dir / 'a-file' / 'evidence'}")
    else:
        broken = replace(place, s3_endpoint="http://127.0.0.1:9")
    made = create_app(broken, Timekeeper(clock.practice))
    made.config.update(PROPAGATE_EXCEPTIONS=True, SESSION_COOKIE_SECURE=False)
    sent = visitor(made, "jyj").report(duty_of("市教育局", "1"), progress="写了很久的一段话。")
    assert sent.status_code == 503
    assert "写了很久的一段话。" in sent.text
    assert "请告诉管理员" in sent.text
    assert "nobody-may-see" not in sent.text
    with connected():
        assert (Report.select().count(), Evidence.select().count()) == (0, 0)
