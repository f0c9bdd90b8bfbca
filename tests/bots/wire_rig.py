"""Servers of the worst kind: they answer given bytes, drip, stay silent, hang up, or speak broken TLS."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Script = Callable[["Caller"], None]


class Caller:
    """The other end of one connection, as a script of the test sees it."""

    def __init__(self, connection: socket.socket, over: threading.Event) -> None:
        self.connection = connection
        self.over = over

    def read_request(self) -> bytes:
        """Read head and body."""
        got = b""
        while b"\r\n\r\n" not in got and (piece := self.connection.recv(65536)):
            got += piece
        head, _, body = got.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < length and (piece := self.connection.recv(65536)):
            body += piece
        return head + b"\r\n\r\n" + body

    def say(self, data: bytes) -> None:
        self.connection.sendall(data)

    def drip(self, data: bytes = b"", then: bytes = b" ", pause: float = 0.05) -> None:
        """One byte at a time, and then the same for ever."""
        for byte in data:
            self.connection.sendall(bytes([byte]))
            if self.over.wait(pause):
                return
        while not self.over.wait(pause):
            self.connection.sendall(then)

    def wait(self) -> None:
        self.over.wait(20)

    def reset(self) -> None:
        """End the connection so that the caller sees a reset and not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class Wire:
    """A server for one script; ``requests`` are the calls it read with :func:`answering`, ``url`` its address."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.over = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                self.script(Caller(connection, self.over))

    def __enter__(self) -> Wire:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join(timeout=5)
        self.listener.close()


def answering(answer: bytes, kept: list[bytes] | None = None) -> Script:
    """Read the whole request and answer these bytes."""

    def script(caller: Caller) -> None:
        request = caller.read_request()
        if kept is not None:
            kept.append(request)
        caller.say(answer)

    return script


def http(body: bytes, *headers: str, status: str = "200 OK", version: str = "1.1", length: bool = True) -> bytes:
    """An HTTP answer; ``length`` whether it says how long it is."""
    lines = [f"HTTP/{version} {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def secure_wire(folder: Path, answer: bytes, name: str = "localhost") -> Iterator[Wire]:
    """Like :class:`Wire` over TLS, with a certificate that nobody has signed."""
    certificate = _certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def script(caller: Caller) -> None:
        with context.wrap_socket(caller.connection, server_side=True) as wrapped:
            answering(answer)(Caller(wrapped, caller.over))

    with Wire(script) as wire:
        wire.url = wire.url.replace("http://127.0.0.1", "https://localhost")
        yield wire


def _certificate(folder: Path, name: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def closed_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}"
