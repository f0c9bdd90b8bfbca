"""The heads of an offline return slip (离线回执的栏目): what the writer prints is what the reader looks for."""

from __future__ import annotations

KEY_HEAD = "系统标记（勿动）"
TEXT_HEAD = "重点任务（原文）"
KIND_HEAD = "这次报的是"
PROGRESS_HEAD = "进展情况"
PROBLEMS_HEAD = "存在的问题"
NEXT_HEAD = "下一步措施"

FIELDS = {
    TEXT_HEAD: "wording",
    KIND_HEAD: "kind",
    PROGRESS_HEAD: "progress",
    PROBLEMS_HEAD: "problems",
    NEXT_HEAD: "next_steps",
}
"""Head → the field of `SlipLine` that its column fills."""

OFFSETS = {"wording": 3, "kind": 8, "progress": 9, "problems": 10, "next_steps": 11}
"""How far right of the key each field goes out."""
