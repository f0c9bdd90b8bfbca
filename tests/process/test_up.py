import re
from pathlib import Path

import pytest
import requests
from form_token import token_of
from running import Demo, running_demo, tracker

COUNTS = {"jiangxi-2023": 10, "jinhua-2023": 31, "tuoli-2023": 20, "zhuhai-2023": 30, "changzhi-2023": 18}


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Demo:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


def signed_in(demo: Demo, username: str) -> requests.Session:
    session = requests.Session()
    page = session.get(f"{demo.web}/sign-in", timeout=30)
    answer = session.post(
        f"{demo.web}/demo/sign-in", data={"username": username, "csrf_token": token_of(page.text)}, timeout=30
    )
    assert answer.ok, answer.text[:500]
    return session


def test_up_says_where_everything_is(demo):
    assert "演示" in demo.said
    assert requests.get(f"{demo.robots}/", timeout=30).ok


def test_the_five_ledgers_stand_on_one_page(demo):
    page = signed_in(demo, "ducha").get(f"{demo.web}/plans", timeout=30).text
    for key in COUNTS:
        assert f"/plans/{key}" in page
    assert "演示" in page


@pytest.mark.parametrize("key", COUNTS)
def test_each_ledger_has_its_rows(demo, key):
    page = signed_in(demo, "ducha").get(f"{demo.web}/plans/{key}", timeout=30).text
    assert len(set(re.findall(r"/tasks/(\d+)", page))) == COUNTS[key]


def test_a_calendar_is_served_over_its_secret_address(demo):
    made = tracker(demo.data, "feed", "add", "--plan", "zhuhai-2023", "--unit", "市教育局", "--base", demo.web)
    address = made.out.strip()
    answer = requests.get(address, timeout=30)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.count(b"BEGIN:VEVENT") > 5
    again = requests.get(address, headers={"If-None-Match": answer.headers["ETag"]}, timeout=30)
    assert (again.status_code, again.content) == (304, b"")
    assert requests.get(address[:-8] + "xxxx.ics", timeout=30).status_code == 404


def test_a_ledger_goes_out_as_a_workbook_over_a_real_socket(demo):
    answer = signed_in(demo, "ducha").get(f"{demo.web}/plans/zhuhai-2023/ledger.xlsx", timeout=30)
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert "filename*=UTF-8" in answer.headers["Content-Disposition"]


def test_an_id_beyond_the_database_is_simply_not_there(demo):
    session = signed_in(demo, "ducha")
    for path in ("duties", "tasks", "evidence", "reports", "cases"):
        assert session.get(f"{demo.web}/{path}/99999999999999999999999", timeout=30).status_code == 404


def test_a_taken_port_is_said_before_anything_is_written(demo, tmp_path):
    port = demo.web.rsplit(":", 1)[1]
    done = tracker(tmp_path, "up", "--port", port, "--data", str(tmp_path / "new"))
    assert done.code != 0
    assert "已被占用" in done.err
    assert not (tmp_path / "new" / "tracker.db").exists()


def test_serve_refuses_a_demos_data(demo):
    done = tracker(demo.data, "serve", "--port", "1")
    assert done.code != 0
    assert "演示数据目录" in done.err


def test_up_refuses_a_real_ledger(tmp_path: Path):
    assert tracker(tmp_path, "seed", "--plan", "jinhua-2023").code == 0
    done = tracker(tmp_path, "up", "--port", "1", "--data", str(tmp_path))
    assert done.code != 0
    assert "正式台账" in done.err
