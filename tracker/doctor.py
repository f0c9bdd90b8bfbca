"""What an operator would look at (体检): each finding is a sentence, and where something is wrong, what to do."""

from __future__ import annotations

import shutil
import stat
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from peewee import DatabaseError

from tracker.actions import history
from tracker.actions.evidence_place import vault_of
from tracker.actions.practice import practice_time
from tracker.actions.sealing import unseal
from tracker.actions.working_days import working_days
from tracker.core.backups import STALE
from tracker.core.refusals import Refused
from tracker.core.words import BackupState, Health
from tracker.store.backup_folder import backups_in
from tracker.store.db import connected, migrations_missing
from tracker.store.queries.channels import channels
from tracker.store.queries.keeping import last_night
from tracker.store.queries.kept_files import named_files
from tracker.store.queries.operation import beats
from tracker.store.tables import Channel
from tracker.store.troubles import sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tracker.config import Config

SAMPLE = 50
CLOCK_SILENT = timedelta(minutes=15)
_LITTLE = 1 << 30
_LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at (一项检查)."""

    name: str
    is_ok: bool
    sentence: str


def examine(now: datetime, config: Config, *, is_thorough: bool = False) -> list[Finding]:
    """Look at everything; `now` is the machine's own time. Thorough: every evidence file is read, not a sample. Writes nothing."""
    database = _finding("数据库", lambda: _database(config))
    outside = [
        _finding("密钥", lambda: _secret(config)),
        _finding("网址", lambda: _base_url(config)),
        _finding("磁盘空间", lambda: _space(config)),
    ]
    if not database.is_ok:
        return [database, *outside]
    with connected():
        inside = [
            _finding("流水", _history),
            _finding("佐证文件", lambda: _files(config, is_thorough=is_thorough)),
            _finding("时钟", lambda: _clock(now)),
            _finding("备份", lambda: _backups(now, config)),
            _finding("通道", lambda: _channels(now)),
            _finding("通道密钥", lambda: _seals(config)),
        ]
    return [database, *inside, *outside]


class _Wrong(Exception):  # noqa: N818 - a finding, not a fault of ours
    """Something is not as it should be; says what to do."""


def _finding(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, is_ok=True, sentence=look())
    except _Wrong as wrong:
        return Finding(name, is_ok=False, sentence=str(wrong))
    except Refused as refused:
        return Finding(name, is_ok=False, sentence=refused.sentence)
    except (DatabaseError, OSError, ValueError) as trouble:
        return Finding(name, is_ok=False, sentence=sentence_of(trouble) or f"查不了（{type(trouble).__name__}）。")


def _database(config: Config) -> str:
    engine = urlsplit(config.database_url).scheme
    try:
        missing = migrations_missing()
    except DatabaseError as trouble:
        raise _Wrong("打不开。请检查 TRACKER_DATABASE_URL、数据目录，以及数据库服务是否在运行。") from trouble
    if missing:
        raise _Wrong(f"还差 {len(missing)} 步升级，请运行 tracker migrate。")
    return f"能打开，结构已是最新（{engine}）。"


def _history() -> str:
    count, faults = history.verify()
    if faults:
        raise _Wrong(f"{faults[0].sentence}共 {len(faults)} 处，请运行 tracker verify 看全部，并与备份比对。")
    return f"{count} 条，没有发现改动。"


def _files(config: Config, *, is_thorough: bool) -> str:
    vault, looked, wrong = vault_of(config), 0, []
    for digest, size in islice(named_files(), None if is_thorough else SAMPLE):
        looked += 1
        try:
            vault.check(digest, size)
        except Refused:
            wrong.append(digest)
    if wrong:
        shown = "、".join(digest[:12] for digest in wrong[:5])
        raise _Wrong(f"查了 {looked} 份，{len(wrong)} 份不在或已损坏（{shown}…）。请从备份的 files 文件夹里找回。")
    return f"查了 {looked} 份{'（全部）' if is_thorough else '（最近的；--all 查全部）'}，都在，内容对得上。"


def _clock(now: datetime) -> str:
    seen = max((each.at for each in beats() if each.job == "look"), default=None)
    if seen is None:
        raise _Wrong("从没有运行过。请启动 tracker clock，不然不会提醒、不会发送。")
    if now - seen > CLOCK_SILENT:
        raise _Wrong(f"{seen:%Y-%m-%d %H:%M} 以后没有动静。请看 tracker clock 是不是停了。")
    return f"在走，{seen:%H:%M} 检视过。"


def _backups(now: datetime, config: Config) -> str:
    if config.backup_dir is None:
        raise _Wrong("没有设 TRACKER_BACKUP_DIR，夜里不备份。请设一个别的磁盘上的文件夹。")
    night = last_night()
    if night is not None and night.state is BackupState.FAILED:
        raise _Wrong(f"{night.day:%m月%d日}没有备份成：{night.sentence}")
    made = list(backups_in(config.backup_dir).values())
    if not made:
        raise _Wrong(f"{config.backup_dir} 里还没有备份。请看 tracker clock 在不在运行，或先运行 tracker backup。")
    if now - made[-1] > STALE:
        raise _Wrong(f"最近一份是 {made[-1]:%Y-%m-%d %H:%M} 的，太旧了。请看 tracker clock 在不在运行。")
    if night is not None and night.sentence:
        raise _Wrong(night.sentence)
    return f"{len(made)} 份，最近一份 {made[-1]:%Y-%m-%d %H:%M}。"


def _channels(now: datetime) -> str:
    lines = [line for line in channels(now, working_days()) if line.is_active]
    bad = [line.name for line in lines if line.health in (Health.BROKEN, Health.LAGGING)]
    if bad:
        raise _Wrong(f"{'、'.join(bad)} 不通或积压，请到“通道”页看原因。")
    return f"{len(lines)} 个在用，没有不通的。" if lines else "还没有登记群机器人。"


def _seals(config: Config) -> str:
    rows = list(Channel.select(Channel.address).where(Channel.is_active == True).tuples())  # noqa: E712 - SQL
    for (address,) in rows:
        unseal(address, config.secret_key)
    return "和登记通道时是同一把密钥。" if rows else "没有要解的。"


def _secret(config: Config) -> str:
    path = config.data_dir / "secret.key"
    if not path.is_file():
        return "由环境变量给出。"
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise _Wrong(f"{path} 别人也能读（{mode:o}）。请运行 chmod 600 {path}。")
    return "存在文件里，只有自己能读。"


def _base_url(config: Config) -> str:
    parts = urlsplit(config.base_url)
    if _demo_date() is not None:
        return f"{config.base_url}（演示）。"
    if parts.hostname in _LOCAL:
        raise _Wrong(f"{config.base_url} 只有本机打得开，消息里的链接别人点不开。请设 TRACKER_BASE_URL。")
    if parts.scheme != "https":
        raise _Wrong(f"{config.base_url} 不是 https，口令会在网上明文走。请在前面加上 https 的反向代理。")
    return f"{config.base_url}。"


def _demo_date() -> object:
    """The demo's date, where the database can be asked."""
    try:
        with connected():
            return practice_time()
    except DatabaseError:
        return None


def _space(config: Config) -> str:
    said = []
    for name, folder in (("数据目录", config.data_dir), ("备份", config.backup_dir)):
        if folder is None:
            continue
        nearest = next(each for each in (folder, *folder.parents) if each.is_dir())
        usage = shutil.disk_usage(nearest)
        if usage.free < _LITTLE or usage.free < usage.total // 20:
            raise _Wrong(f"{name}所在磁盘只剩 {usage.free >> 20} MB（共 {usage.total >> 30} GB），请腾出空间。")
        said.append(f"{name}还有 {usage.free >> 30} GB")
    return "，".join(said) + "。"
