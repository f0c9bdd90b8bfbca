"""The command line (命令行). JSON alone on standard output under --json; sentences on standard error; 0 only when done."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from peewee import DatabaseError

from tracker.core.refusals import Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import Edition, PaperSize, Platform, Role
from tracker.store.troubles import UNREACHABLE, sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REFUSED = 2
_MOST_WORKERS = 64


class _Later:
    """The functions of a module of `tracker.commands`, which is loaded by the first of them that runs."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[[argparse.Namespace], int | None]:
        def run(args: argparse.Namespace) -> int | None:
            found: int | None = getattr(import_module(f"tracker.commands.{self._module}"), name)(args)
            return found

        run.__qualname__ = f"{self._module}.{name}"
        return run


backups = _Later("backups")
calendars = _Later("calendars")
channels = _Later("channels")
doctor = _Later("doctor")
documents = _Later("documents")
keeping = _Later("keeping")
people = _Later("people")
pieces = _Later("pieces")
speaking = _Later("speaking")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(argv)
    try:
        code = int(args.run(args) or 0)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = None  # nobody listens any more; do not try again at exit
        return 1
    except (Refused, OSError, DatabaseError, UnicodeError, OverflowError) as trouble:
        sys.stderr.write(f"{_sentence(trouble)}\n")
        return REFUSED
    return code


def _sentence(trouble: Exception) -> str:
    """What went wrong, for whoever typed the command; addresses and passwords of a database are not repeated."""
    if isinstance(trouble, Refused):
        return trouble.sentence
    if isinstance(trouble, DatabaseError):
        said = sentence_of(trouble)
        if said not in (None, UNREACHABLE):
            return f"{str(said).partition('，')[0]}，没有办成。"
        return "数据库打不开或不是本系统的：请检查 TRACKER_DATABASE_URL 和数据目录，再用 tracker migrate 建库。"
    if isinstance(trouble, UnicodeError):
        return "有内容不是 UTF-8 文字，请另存为 UTF-8 再试。"
    if isinstance(trouble, OSError):
        name = f"“{trouble.filename}”" if isinstance(trouble.filename, str) else ""
        return f"文件或端口用不了{name}：{_REASONS.get(trouble.errno or 0, trouble.strerror or '系统没有说明原因')}。"
    return "数字太大，请检查输入。"


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘只读",
    errno.EADDRINUSE: "端口已被占用，请用 --port 换一个",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tracker", description="督查督办：方案变台账，到期提醒，凭佐证销号")
    commands = parser.add_subparsers(required=True, metavar="命令")

    def command(name: str, run: Callable[[argparse.Namespace], int | None], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    up = command("up", pieces.up, "一条命令看全貌：演示数据、网页、时钟、演习机器人")
    up.add_argument("--port", type=_port, default=8000)
    up.add_argument("--data", metavar="DIR", help="演示数据目录（默认 ./data）")
    serve = command("serve", pieces.serve, "正式环境：网页服务")
    serve.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1", help="监听地址（默认 $HOST）")
    serve.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000", help="端口（默认 $PORT）")
    serve.add_argument(
        "--workers",
        type=_workers,
        default=os.environ.get("WEB_CONCURRENCY") or "2",
        help="工作进程数（默认 $WEB_CONCURRENCY）",
    )
    command("clock", pieces.clock, "正式环境：时钟（提醒和发送）")
    command("migrate", pieces.migrate, "建库或升级数据库")
    seed = command("seed", documents.seed, "把随产品附带的方案列入台账")
    seed.add_argument("--plan", metavar="KEY", help="只列入这一个方案")
    seed.add_argument(
        "--tables", metavar="DIR", help="列入本单位自己审定的表（plan.toml、tasks.csv、units.csv、source.txt）"
    )
    _json_option(seed)
    parse = command("parse", documents.parse, "读方案文件，得到草稿和疑点")
    parse.add_argument("file", metavar="FILE")
    _json_option(parse)
    export = command("export", documents.export, "导出台账")
    export.add_argument("what", choices=["ledger"])
    export.add_argument("--plan", required=True, metavar="KEY")
    _json_option(export)
    export.add_argument("--xlsx", metavar="FILE")
    export.add_argument(
        "--edition",
        choices=[str(each) for each in Edition],
        default=str(Edition.READING),
        help="阅读版（打印）或数据版（统计）",
    )
    export.add_argument(
        "--paper", choices=[str(each) for each in PaperSize], default=str(PaperSize.A4), help="阅读版的纸张"
    )
    tick = command("tick", speaking.tick, "按某一时刻检视一次，写出当天的函")
    tick.add_argument("--at", metavar="'YYYY-MM-DD HH:MM'")
    tick.add_argument("--dry-run", action="store_true", help="只看，不写")
    _json_option(tick)
    rehearse = command("rehearse", speaking.rehearse, "提醒预演：哪天对谁说什么，不写")
    rehearse.add_argument("--from", dest="first", required=True, metavar="DATE")
    rehearse.add_argument("--to", dest="last", required=True, metavar="DATE")
    _json_option(rehearse)
    post = command("post", speaking.post, "把发件箱里到点的发出去")
    _json_option(post)
    deadline = command("deadline", documents.deadline, "一句时限变成哪些日期，为什么")
    deadline.add_argument("wording", metavar="WORDING")
    deadline.add_argument("--issued", metavar="DATE")
    deadline.add_argument("--from", dest="first", metavar="DATE")
    deadline.add_argument("--to", dest="last", metavar="DATE")
    _json_option(deadline)
    _channel_commands(commands)
    _feed_commands(commands)
    _person_commands(commands)
    verify = command("verify", keeping.verify, "核对流水是否被改过、删过、插过")
    _json_option(verify)
    _keeping_commands(command)
    return parser


def _keeping_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    backup = command("backup", backups.backup, "备份数据库和佐证到一个文件夹，不用停机")
    backup.add_argument("folder", metavar="DIR", help="放备份的文件夹；每份备份是里面的一个新文件夹")
    _json_option(backup)
    restore = command("restore", backups.restore, "从备份恢复，恢复前后都核对")
    restore.add_argument("folder", metavar="DIR", help="一份备份，或放备份的文件夹（取最近一份）")
    restore.add_argument("--replace", action="store_true", help="换掉现在的台账（先停下网页和时钟）")
    restore.add_argument("--check", action="store_true", help="只核对这份备份，什么也不写")
    _json_option(restore)
    leftovers = command("leftovers", backups.leftovers, "列出没有登记的上传文件")
    leftovers.add_argument("--days", type=int, default=7, metavar="N", help="只看放了 N 天以上的（默认 7）")
    leftovers.add_argument("--clear", action="store_true", help="清理掉")
    _json_option(leftovers)
    examined = command("doctor", doctor.doctor, "体检：数据库、流水、文件、时钟、备份、磁盘、通道、密钥、网址")
    examined.add_argument("--all", action="store_true", help="佐证文件一份不落地读一遍")
    _json_option(examined)


def _channel_commands(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    channel = commands.add_parser("channel", help="群机器人通道").add_subparsers(required=True, metavar="动作")
    add = channel.add_parser("add", help="登记一个群机器人")
    add.add_argument("--platform", required=True, choices=[str(platform) for platform in Platform])
    add.add_argument("--name", required=True)
    add.add_argument("--address", required=True, metavar="URL_OR_KEY")
    add.add_argument("--secret", default="")
    add.add_argument("--keyword", action="append", default=[])
    add.add_argument("--plan", metavar="KEY", help="只用于这个方案")
    add.add_argument("--unit", metavar="NAME", help="只用于这个单位（须同时写 --plan）")
    add.add_argument("--office", action="store_true", help="只发督查室的消息")
    add.add_argument("--test", action="store_true", help="登记后马上发一条测试消息，平台不收就以非 0 退出")
    _json_option(add)
    add.set_defaults(run=channels.add)
    listing = channel.add_parser("list", help="各个通道的状况")
    _json_option(listing)
    listing.set_defaults(run=channels.listing)
    say = channel.add_parser("say", help="经发件箱发一条消息")
    say.add_argument("name", metavar="N")
    say.add_argument("--file", required=True, metavar="TEXT", help="消息文件（- 为标准输入）")
    _json_option(say)
    say.set_defaults(run=speaking.channel_say)


def _feed_commands(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    feed = commands.add_parser("feed", help="日历订阅").add_subparsers(required=True, metavar="动作")
    add = feed.add_parser("add", help="新建订阅，地址只显示一次")
    add.add_argument("--plan", metavar="KEY", help="整个方案；和 --unit 同写是这个单位在方案里的事项")
    add.add_argument("--unit", metavar="NAME", help="这个单位（须同时写 --plan）")
    add.add_argument("--person", metavar="USERNAME", help="这个账号名下的事项，账号停用就失效")
    add.add_argument("--office", action="store_true", help="督查室：督办的全部事项，挂牌的有标记")
    add.add_argument("--todo", action="store_true", help="用待办（VTODO），不用日程")
    add.add_argument("--alarm", type=int, default=0, metavar="N", help="到期前第 N 个工作日上午 9 点提醒一次")
    _address_options(add)
    add.set_defaults(run=calendars.feed_add)
    rotate = feed.add_parser("rotate", help="换新地址，旧地址停用")
    rotate.add_argument("address", metavar="ADDRESS")
    _address_options(rotate)
    rotate.set_defaults(run=calendars.feed_rotate)
    revoke = feed.add_parser("revoke", help="停用订阅")
    revoke.add_argument("address", metavar="ADDRESS")
    revoke.set_defaults(run=calendars.feed_revoke)


def _address_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base", metavar="URL", help="地址的开头（默认 TRACKER_BASE_URL）")
    _json_option(parser)


def _person_commands(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    person = commands.add_parser("person", help="人员").add_subparsers(required=True, metavar="动作")
    add = person.add_parser("add", help="增加能登录的人（首次口令从标准输入读，本人第一次登录时要换）")
    add.add_argument("--username", required=True)
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=[str(role) for role in Role])
    add.add_argument("--plan", metavar="KEY")
    add.add_argument("--unit", metavar="NAME")
    add.add_argument("--deputy", action="store_true", help="B岗联络员")
    add.add_argument("--keep-password", action="store_true", help="口令是本人自己定的，不要求第一次登录时换")
    add.set_defaults(run=people.add)
    listing = person.add_parser("list", help="全部人员")
    _json_option(listing)
    listing.set_defaults(run=people.listing)
    for name, run, text in (
        ("reset", people.reset, "重置口令：标准输出只有新的首次口令"),
        ("disable", people.disable, "停用账号，办过的事都在"),
        ("enable", people.enable, "启用账号"),
    ):
        one = person.add_parser(name, help=text)
        one.add_argument("username", metavar="USERNAME")
        if name == "disable":
            one.add_argument("--why", default="", metavar="原因")
        one.set_defaults(run=run)


def _port(text: str) -> int:
    port = whole_number(text, least=1, most=65_534)  # the last port's neighbour is needed
    if port is None:
        raise argparse.ArgumentTypeError("端口应是 1 到 65534 之间的数")
    return port


def _workers(text: str) -> int:
    workers = whole_number(text, least=1, most=_MOST_WORKERS)
    if workers is None:
        raise argparse.ArgumentTypeError(f"工作进程应是 1 到 {_MOST_WORKERS} 个")
    return workers


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="标准输出只写 JSON")
