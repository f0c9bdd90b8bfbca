"""Somebody with a browser (访客)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from example import ADMITTED, PASSWORD
from form_token import token_of
from werkzeug.datastructures import FileStorage
from werkzeug.test import create_environ, encode_multipart, run_wsgi_app

from tracker.actions.people import add_person
from tracker.core.words import Role
from tracker.store.db import connected
from tracker.store.tables import Duty, Evidence, Plan, Report, Task, Unit

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass(frozen=True)
class Visitor:
    """Keeps cookies and opens a page before sending its form, so that CSRF stays on as in real life."""

    client: FlaskClient

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.client.get(path, buffered=True, **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        fields = data or {}
        boundary, body = encode_multipart(fields if "csrf_token" in fields else {"csrf_token": self.token(), **fields})
        content_type = f"multipart/form-data; boundary={boundary}"
        return self.client.post(path, data=body, content_type=content_type, **kwargs)

    def token(self) -> str:
        signed_in = self.get("/sign-in").status_code == 302
        return token_of(self.get("/complaint" if signed_in else "/sign-in").text)

    def sign_in(self, username: str, password: str = PASSWORD, **data: str) -> TestResponse:
        return self.post("/sign-in", {"username": username, "password": password, **data})

    def report(self, duty: int, **data: Any) -> TestResponse:
        """Ask for closure with everything that belongs to it, save what `data` changes."""
        whole = {
            "kind": "closure",
            "progress": "学校已建成，9月开班。",
            "problems": "",
            "next_steps": "",
            "approved_by_head": "演示局长",
            "approved_on": "2025-11-20",
            "files": [a_file()],
        }
        return self.post(f"/duties/{duty}/reports", {**whole, **data})

    def accept(self, report: int, **data: Any) -> TestResponse:
        """Accept a report with all six questions ticked."""
        return self.post(f"/reports/{report}/acceptance", {"ticked": list(SIX), **data})


SIX = ("facts", "problem", "task", "conclusion", "measures", "form")


def visitor(app: Flask, username: str | None = None) -> Visitor:
    """A visitor of the application, signed in where a name is given."""
    someone = Visitor(app.test_client())
    if username is not None:
        assert someone.sign_in(username).status_code == 302
    return someone


def a_liaison(username: str, unit: int, name: str = "", *, must_change: bool = False) -> None:
    """One more liaison, whose password is everybody's."""
    with connected():
        add_person(
            ADMITTED,
            username=username,
            name=name or f"演示联络员·{username}",
            role=Role.LIAISON,
            password=PASSWORD,
            unit_id=unit,
            must_change=must_change,
        )


@dataclass(frozen=True)
class Hurried:
    """Somebody who opens thousands of long addresses with one cookie; a test client would read each of them again for its jar."""

    app: Flask
    cookie: str

    def status(self, path: str, query: str = "") -> int:
        """Open the address; the answer's number."""
        known = {"REMOTE_ADDR": "127.0.0.1", "HTTP_COOKIE": self.cookie}
        environ = create_environ(path, query_string=query, environ_base=known)
        _, status, _ = run_wsgi_app(self.app, environ, buffered=True)
        return int(status.split()[0])


def hurried(app: Flask, username: str | None = None) -> Hurried:
    """Signed in where a name is given."""
    return Hurried(app, cookies_of(visitor(app, username)))


def cookies_of(someone: Visitor) -> str:
    """The header that this visitor's browser sends."""
    return "; ".join(f"{kept.key}={kept.value}" for kept in (someone.client._cookies or {}).values())


def a_file(name: str = "验收意见.pdf", content: bytes = PDF) -> FileStorage:
    return FileStorage(BytesIO(content), name)


def duty_of(unit: str, task_no: str) -> int:
    """The id of a unit's duty for a task of the example plan."""
    with connected():
        found = Duty.select(Duty.id).join_from(Duty, Task).join_from(Duty, Unit)
        return int(found.where(Unit.region == "示例市", Unit.name == unit, Task.no == task_no).scalar())


def task_id_of(no: str) -> int:
    """The id of a line of the example plan."""
    with connected():
        return int(Task.select(Task.id).join(Plan).where(Plan.key == "example-2023", Task.no == no).scalar())


def unit_of(name: str) -> int:
    """The id of a unit of the example plan's town."""
    with connected():
        return int(Unit.select(Unit.id).where(Unit.region == "示例市", Unit.name == name).scalar())


def last_report() -> int:
    with connected():
        return int(Report.select(Report.id).order_by(Report.id.desc()).scalar())


def last_evidence() -> int:
    with connected():
        return int(Evidence.select(Evidence.id).order_by(Evidence.id.desc()).scalar())
