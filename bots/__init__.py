"""Chat robots (发文): WeCom, DingTalk and Feishu group webhooks, and a local practice server.

>>> from bots import Message, parse_address, render
>>> address = parse_address("wecom", "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa")
>>> [part.opened() for part in render(Message(body="本周 3 项临期"), address.platform)]
[{'msgtype': 'text', 'text': {'content': '本周 3 项临期'}}]

Send each part with :func:`send`; it returns a :class:`Receipt` only if the platform said that it took the
message.
"""

from bots.address import Address, AddressRefused, parse_address
from bots.failure import Receipt, SendFailed, Verdict
from bots.markdown import escape
from bots.message import Link, Mention, Message, Part
from bots.redact import Redacting, quieten, redact
from bots.sending import explain, message_uuid, render, send
from bots.transport import new_session
from bots.words import Kind, Outcome, Platform

__all__ = [
    "Address",
    "AddressRefused",
    "Kind",
    "Link",
    "Mention",
    "Message",
    "Outcome",
    "Part",
    "Platform",
    "Receipt",
    "Redacting",
    "SendFailed",
    "Verdict",
    "escape",
    "explain",
    "message_uuid",
    "new_session",
    "parse_address",
    "quieten",
    "redact",
    "render",
    "send",
]
