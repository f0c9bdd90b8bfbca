"""A stranger cannot fill this machine: what is sent without being signed in is not taken in (陌生人的上传)."""

from __future__ import annotations

from io import BytesIO

import pytest
from visiting import duty_of, visitor

MEGABYTES = 3


class Sent(BytesIO):
    """A body that counts what was read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self.taken += len(piece)
        return piece

    def readinto(self, buffer) -> int:
        count = super().readinto(buffer)
        self.taken += count
        return count


def send(someone, path: str) -> tuple[int, int]:
    """The status, and how much of a large file was read."""
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
    body = Sent(head + bytes(MEGABYTES * 1024 * 1024) + b"\r\n--x--\r\n")
    answer = someone.client.post(
        path,
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        content_length=len(body.getvalue()),
    )
    return answer.status_code, body.taken


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/demo/sign-in"])
def test_an_open_form_takes_no_file(stranger, liaison, path):
    for someone in (stranger, liaison):
        status, taken = send(someone, path)
        assert status == 413
        assert taken < 512 * 1024


@pytest.mark.parametrize("path", ["/duties/{}/reports", "/slips/uploads", "/intake", "/sheet-templates", "/nowhere"])
def test_a_closed_door_sends_a_stranger_to_sign_in_before_anything_is_read(stranger, path):
    status, taken = send(stranger, path.format(duty_of("市教育局", "1")))
    assert status == (404 if path == "/nowhere" else 302)
    assert taken == 0


def test_whoever_is_signed_in_sends_files_as_ever(app):
    someone = visitor(app, "jyj")
    assert someone.report(duty_of("市教育局", "1")).status_code == 302
