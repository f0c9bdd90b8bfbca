import re
from pathlib import Path

import pytest
from running import tracker

from bots.practice import DEFAULT_ROBOTS, serve_practice
from tracker.timekeeper import moment, real_now

COUNTS = {"jiangxi-2023": 10, "jinhua-2023": 31, "tuoli-2023": 20, "zhuhai-2023": 30, "changzhi-2023": 18}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory) -> Path:
    """A migrated installation with the five shipped plans, as an office would make it."""
    data = tmp_path_factory.mktemp("seeded")
    assert tracker(data, "migrate").code == 0
    done = tracker(data, "seed", "--json")
    assert done.code == 0, done.err
    assert {plan["key"]: plan["tasks"] for plan in done.json} == COUNTS
    return data


def test_seeding_again_changes_nothing(seeded):
    again = tracker(seeded, "seed", "--json")
    assert again.code == 0
    assert not any(plan["new"] for plan in again.json)


@pytest.mark.parametrize("key", COUNTS)
def test_the_ledger_goes_out_as_admitted(seeded, key):
    done = tracker(seeded, "export", "ledger", "--plan", key, "--json")
    assert done.code == 0
    tasks = done.json["tasks"]
    assert len(tasks) == COUNTS[key]
    assert {"no", "group", "text", "lead", "cooperating", "deadline_text", "deadline", "doubts", "source"} <= set(
        tasks[0]
    )
    for task in tasks:
        assert task["text"]
        assert task["lead"], task["no"]
        assert {"kind", "due", "rrule", "basis"} <= set(task["deadline"])
        for duty in task["duties"]:
            assert {"unit", "due", "status", "lamp"} <= set(duty)


def test_the_ledger_goes_out_as_a_workbook(seeded, tmp_path):
    from openpyxl import load_workbook

    target = tmp_path / "台账.xlsx"
    assert tracker(seeded, "export", "ledger", "--plan", "zhuhai-2023", "--xlsx", str(target)).code == 0
    sheet = load_workbook(target).active
    assert sheet["A1"].value.startswith("珠海市")
    assert sheet.max_row > 30


def test_each_edition_goes_out_on_its_paper(seeded, tmp_path):
    from openpyxl import load_workbook

    export = ("export", "ledger", "--plan", "zhuhai-2023", "--xlsx")
    data, wide = tmp_path / "数据版.xlsx", tmp_path / "阅读版.xlsx"
    assert tracker(seeded, *export, str(data), "--edition", "data").code == 0
    assert tracker(seeded, *export, str(wide), "--edition", "reading", "--paper", "a3").code == 0
    sheet = load_workbook(data).active
    assert [cell.value for cell in sheet[1]][:4] == ["序号", "任务编号", "所属部分", "重点任务（原文）"]
    assert sheet.auto_filter.ref
    assert load_workbook(wide).active.page_setup.paperSize == 8
    assert tracker(seeded, *export, str(wide), "--edition", "nonsense").code != 0


def test_a_dry_tick_shows_the_letters_and_writes_nothing(seeded):
    shown = tracker(seeded, "tick", "--at", "2026-01-08 09:30", "--dry-run", "--json")
    assert shown.code == 0
    assert shown.json["written"] is False
    letter = shown.json["letters"][0]
    assert letter["notices"][0]["because"]
    assert letter["goes_at"] is None  # there is no channel yet
    assert shown.json["missing_years"] == []


def test_a_rehearsal_covers_every_day_asked_for(seeded):
    done = tracker(seeded, "rehearse", "--from", "2026-01-05", "--to", "2026-01-09", "--json")
    assert done.code == 0
    assert [day["date"] for day in done.json] == [f"2026-01-0{day}" for day in range(5, 10)]


def test_a_year_without_its_notice_is_named(seeded):
    done = tracker(seeded, "rehearse", "--from", "2027-01-04", "--to", "2027-01-04", "--json")
    assert [each["year"] for each in done.json[0]["missing_years"]] == [2027]
    assert done.json[0]["missing_years"][0]["note"].startswith("2027年调休安排未录入")
    told = tracker(seeded, "tick", "--at", "2027-01-04 09:30", "--dry-run")
    assert "2027年调休安排未录入" in told.err


def test_a_channel_is_tried_when_it_is_added_and_listed_with_its_health(tmp_path):
    assert tracker(tmp_path, "seed", "--plan", "jinhua-2023").code == 0
    wecom, dingtalk, feishu = DEFAULT_ROBOTS
    with serve_practice(port=0, clock=real_now, robots=DEFAULT_ROBOTS) as robots:
        hosts = {"TRACKER_ROBOT_HOSTS": ",".join(f"{name}={url}" for name, url in robots.robot_hosts.items())}

        def add(spec, *more, address=None):
            arguments = ["--platform", str(spec.platform), "--name", f"{spec.name}  甲", "--secret", spec.secret, *more]
            return tracker(tmp_path, "channel", "add", "--address", address or spec.key, *arguments, **hosts)

        tried = add(wecom, "--test", "--json")
        assert tried.code == 0, tried.err
        assert (tried.json["test"]["state"], tried.json["test"]["code"]) == ("delivered", "0")
        assert len(robots.rooms.get(1).delivered) == 1
        refused = add(dingtalk, "--test", "--json", address="no-such-robot-key")
        assert refused.code == 1
        assert refused.json["id"] == 2
        assert refused.json["test"]["state"] == "held"
        assert "通道留着" in refused.err
        assert add(feishu, "--office").code == 0
        assert len(robots.rooms.get(3).delivered) == 0
        shown = tracker(tmp_path, "tick", "--at", "2026-01-29 09:00", "--dry-run", "--json", **hosts)
        minutes = {letter["channel"]: letter["goes_at"] for letter in shown.json["letters"]}
        assert len(minutes) == 3
        for minute in minutes.values():
            assert re.fullmatch(r"2026-01-29T(09|10):(?!00|30)\d\d:00\+08:00", minute)
        rehearsed = tracker(tmp_path, "rehearse", "--from", "2026-01-29", "--to", "2026-01-29", "--json", **hosts)
        assert {each["channel"]: each["goes_at"] for each in rehearsed.json[0]["letters"]} == minutes
    listed = tracker(tmp_path, "channel", "list", "--json")
    assert listed.code == 0
    assert [(line["platform"], line["health"]) for line in listed.json] == [
        ("wecom", "sound"),
        ("dingtalk", "broken"),
        ("feishu", "untried"),
    ]
    assert listed.json[1]["last_error"]
    assert listed.json[2]["audience"] == "office"
    told = tracker(tmp_path, "channel", "list")
    assert told.out == ""
    assert "能用" in told.err
    for answer in (tried, refused, listed, told):
        for spec in DEFAULT_ROBOTS:
            assert spec.key not in answer.out + answer.err
            assert not spec.secret or spec.secret not in answer.out + answer.err


def test_late_matters_reach_both_groups_over_real_http(tmp_path):
    """Ledger → overdue → reminder → 挂牌 proposal, with the platforms' answers read back."""
    assert tracker(tmp_path, "seed", "--plan", "jinhua-2023").code == 0
    with serve_practice(port=0, clock=real_now, robots=DEFAULT_ROBOTS) as robots:
        hosts = {"TRACKER_ROBOT_HOSTS": ",".join(f"{name}={url}" for name, url in robots.robot_hosts.items())}
        for spec in DEFAULT_ROBOTS[:2]:
            arguments = ["--platform", str(spec.platform), "--name", spec.name, "--address", spec.key]
            arguments += ["--secret", spec.secret] if spec.secret else []
            arguments += [part for word in spec.keywords for part in ("--keyword", word)]
            added = tracker(tmp_path, "channel", "add", *arguments, **hosts)
            assert added.code == 0, added.err
        ticked = tracker(tmp_path, "tick", "--at", "2026-01-29 09:30", "--json", **hosts)
        assert ticked.code == 0
        assert ticked.json["proposals"]
        assert {notice["stage"] for notice in ticked.json["letters"][0]["notices"]} >= {"propose"}
        posted = tracker(tmp_path, "post", "--json", **hosts)
        assert posted.code == 0, posted.err
        assert [(r["platform"], r["state"], r["code"]) for r in posted.json["receipts"]] == [
            ("wecom", "delivered", "0"),
            ("dingtalk", "delivered", "0"),
        ] or {r["state"] for r in posted.json["receipts"]} == {"delivered"}
        assert all(robots.rooms.get(number).delivered for number in (1, 2))
        refused = tracker(tmp_path, "channel", "say", DEFAULT_ROBOTS[0].name, "--file", "-", stdin=" ", **hosts)
        assert refused.code != 0
        said = tracker(
            tmp_path, "channel", "say", DEFAULT_ROBOTS[0].name, "--file", "-", "--json", stdin="你好", **hosts
        )
        assert said.code == 0
        assert said.json["receipts"][0]["state"] == "delivered"
    gone = tracker(tmp_path, "channel", "say", DEFAULT_ROBOTS[0].name, "--file", "-", "--json", stdin="你好", **hosts)
    assert gone.code != 0
    assert tracker(tmp_path, "verify").code == 0


def test_a_feed_address_is_printed_once(seeded):
    done = tracker(seeded, "feed", "add", "--plan", "jinhua-2023", "--unit", "市教育局", "--base", "https://x.test")
    assert done.code == 0
    address = done.out.strip()
    assert address.startswith("https://x.test/feeds/")
    assert address.endswith(".ics")
    assert tracker(seeded, "feed", "revoke", address).code == 0
    assert tracker(seeded, "feed", "revoke", address).code != 0


def test_a_wording_is_explained(seeded):
    done = tracker(
        seeded, "deadline", "2023年9月前制定计划并长期推进",
        "--issued", "2023-03-10", "--from", "2023-01-01", "--to", "2025-12-31", "--json",
    )  # fmt: skip
    assert done.code == 0
    assert (done.json["kind"], done.json["due"], done.json["alternatives"]) == (
        "milestone_then_long_term",
        "2023-08-31",
        ["2023-09-30"],
    )


def test_a_document_becomes_drafts(tmp_path):
    plan = tmp_path / "方案.txt"
    plan.write_text(
        "演示市特殊教育提升方案\n\n一、主要任务\n1.健全招生入学联动机制。到2025年，入学率达到97%以上。"
        "（责任单位：市教育局、市残联）\n2.加强资源教室建设。（责任单位：市教育局）\n",
        encoding="utf-8",
    )
    done = tracker(tmp_path, "parse", str(plan), "--json")
    assert done.code == 0
    assert [task["lead"] for task in done.json["tasks"]] == [["市教育局"], ["市教育局"]]
    assert done.json["tasks"][0]["deadline"]["due"] == "2025-12-31"
    assert done.json["tasks"][1]["deadline"]["due"] is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("seed", "--plan", "no-such-plan"), "no-such-plan"),
        (("export", "ledger", "--plan", "no-such-plan", "--json"), "台账里没有方案"),
        (("parse", "没有这个.docx", "--json"), "没有找到文件"),
        (("tick", "--at", "昨天", "--json"), "时刻要写成"),
        (("rehearse", "--from", "2026-02-01", "--to", "2026-01-01", "--json"), "止日不能早于起日"),
        (("channel", "add", "--platform", "wecom", "--name", "群", "--address", "http://evil.example/x"), "地址"),
        (("feed", "add", "--plan", "jinhua-2023", "--unit", "市没有局"), "没有叫"),
        (("export", "ledger", "--plan", "jinhua-2023"), "--json"),
        (("export", "ledger", "--plan", "jinhua-2023", "--xlsx", "/nowhere/at/all.xlsx"), "没有这个文件或文件夹"),
        (("feed", "add", "--plan", "jinhua-2023", "--unit", "市教育局", "--base", "javascript:alert(1)"), "--base"),
        (("deadline", "2025年底前", "--issued", "9999-12-31"), "1990 到 2100"),
        (("seed", "--plan", ""), "没有附带方案"),
        (("tick", "--at", ""), "时刻要写成"),
    ],
)
def test_bad_input_gets_a_sentence_and_a_failing_exit_code(seeded, arguments, sentence):
    done = tracker(seeded, *arguments)
    assert done.code != 0
    assert sentence in done.err
    assert done.out == ""
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00broken", b"PK\x03\x04 not a zip"], ids=["empty", "binary", "broken"]
)
def test_an_unreadable_file_is_refused(tmp_path, content):
    bad = tmp_path / "方案.docx"
    bad.write_bytes(content)
    done = tracker(tmp_path, "parse", str(bad), "--json")
    assert done.code != 0
    assert done.out == ""
    assert "Traceback" not in done.err


def test_a_wrong_setting_is_named(tmp_path):
    done = tracker(tmp_path, "migrate", TRACKER_DATABASE_URL="mysql://x")
    assert done.code != 0
    assert "sqlite" in done.err
    assert tracker(tmp_path, "migrate", TRACKER_SECRET_KEY="short").code != 0


def test_a_database_that_is_none_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "tracker.db").write_bytes(b"this is no database at all, only text" * 100)
    done = tracker(tmp_path, "verify")
    assert done.code != 0
    assert "数据库打不开" in done.err
    assert "Traceback" not in done.err


def test_a_data_folder_that_is_a_file_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    done = tracker(tmp_path / "file", "verify")
    assert done.code != 0
    assert "Traceback" not in done.err


def test_moments_are_read_as_shanghai_time():
    assert moment("2026-01-08 09:30").isoformat() == "2026-01-08T09:30:00+08:00"
    assert moment("2026-01-08").hour == 9


def test_people_are_added_listed_reset_disabled_and_enabled(tmp_path):
    assert tracker(tmp_path, "migrate").code == 0
    for username, more in (("guan", ()), ("guan2", ("--keep-password",))):
        words = ("--username", username, "--name", "演示管理员", "--role", "admin", *more)
        assert tracker(tmp_path, "person", "add", *words, stdin="a long password\n").code == 0
    people = {line["username"]: line for line in tracker(tmp_path, "person", "list", "--json").json}
    assert people["guan"]["must_change_password"]
    assert not people["guan2"]["must_change_password"]
    reset = tracker(tmp_path, "person", "reset", "guan2")
    assert reset.code == 0
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\n", reset.out)
    assert tracker(tmp_path, "person", "disable", "guan2", "--why", "调离").code == 0
    last = tracker(tmp_path, "person", "disable", "guan")
    assert last.code == 2
    assert "最后一位管理员" in last.err
    assert "已停用" in tracker(tmp_path, "person", "list").out
    assert tracker(tmp_path, "person", "enable", "guan2").code == 0
    assert tracker(tmp_path, "person", "reset", "nobody").code == 2
    weak = tracker(tmp_path, "person", "add", "--username", "x", "--name", "x", "--role", "admin", stdin="88888888\n")
    assert weak.code == 2
    assert "猜到" in weak.err
    assert tracker(tmp_path, "verify").code == 0
