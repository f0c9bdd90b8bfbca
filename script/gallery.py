"""Look at every part of the pages in every state (部件陈列), without a database.

`python script/gallery.py [PORT]`
"""

from __future__ import annotations

import secrets
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, Response, flash, render_template
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2025, 12, 18)
BEIJING = ZoneInfo("Asia/Shanghai")
PAGES = {
    "parts": "部件",
    "ledger": "台账",
    "mine": "我的事项",
    "duty": "事项",
    "review": "审核",
    "case": "挂牌督办",
    "posting": "发件",
    "signin": "登录",
    "letter": "公文",
}
YES_NO = [SelectChoice("y", "是"), SelectChoice("n", "否")]
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"


class ReportForm(FlaskForm):  # type: ignore[misc]
    """A progress report (报进展), the longest form a liaison meets."""

    kind = RadioField(
        "这次报的是",
        choices=[SelectChoice("progress", "阶段进展"), SelectChoice("closure", "申请办结")],
        validators=[InputRequired("请选一项")],
    )
    done = TextAreaField("进展情况", validators=[InputRequired("请写进展情况，两三句话即可。")])
    trouble = TextAreaField("存在的问题")
    following = TextAreaField("下一步措施", validators=[InputRequired("请写完成日期，例如“12月24日前”。")])
    unit = SelectField(
        "会办单位",
        invalid_choice_message="请从列表里选一个。",
        choices=[SelectChoice("", "没有"), SelectChoice("1", "市民政局"), SelectChoice("2", "市残联")],
    )
    ends_on = DateField("完成日期", validators=[InputRequired("请选一个日期。")])
    contact = StringField("联系人")
    evidence = FileField("佐证")
    clean = BooleanField("文件里没有身份证号、手机号等个人信息", validators=[InputRequired("请先确认这一条。")])


class ReviewForm(FlaskForm):  # type: ignore[misc]
    """The reviewer's six questions (六问) and what they say to the unit."""

    facts = RadioField("事实是否清楚", choices=YES_NO)
    solved = RadioField("问题是否解决", choices=YES_NO)
    carried = RadioField("任务是否落实", choices=YES_NO)
    sound = RadioField("结论是否准确", choices=YES_NO)
    lawful = RadioField("措施是否符合政策法律", choices=YES_NO)
    format = RadioField("文书格式是否规范", choices=YES_NO)
    words = TextAreaField("给单位的话")
    again_on = DateField("退回后的补正日期")


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Name and password (登录)."""

    name = StringField("账号", validators=[InputRequired("请填账号。")])
    password = PasswordField("口令", validators=[InputRequired("请填口令。")])


def create_app() -> Flask:
    """Build the little gallery: the real templates and stylesheet, with figures from this file."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "tracker/web/static"))
    app.config.update(
        SECRET_KEY=secrets.token_hex(),
        BOOTSTRAP_SERVE_LOCAL=True,
        WTF_CSRF_TIME_LIMIT=None,
        TEMPLATES_AUTO_RELOAD=True,
    )
    Bootstrap5(app)
    CSRFProtect(app)

    @app.get("/")
    @app.get("/<name>")
    def page(name: str = "parts") -> str:
        if name == "parts":
            flash("已报送督查室，审核期间不再催您。")
            flash("该事项已销号，不能再报送进展。确需补充，请联系督查室。", "refusal")
        if name in {"404", "403", "500", "413", "refusal"}:
            return render_template(f"errors/{name}.html", **_shell(name))
        return render_template(
            f"gallery/{name}.html", **_shell(name), **_forms(), today=TODAY, at=_at, at_page=_at_page
        )

    @app.after_request
    def strict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


def _shell(name: str) -> dict[str, Any]:
    nav = [{"label": label, "href": f"/{key}", "current": key == name} for key, label in PAGES.items()]
    nav[4]["count"], nav[5]["count"] = 7, 1
    away = [
        {"label": "走一天", "href": "/"},
        {"label": "走到下个时点", "href": "/"},
        {"label": "回到起点", "href": "/"},
    ]
    return {
        "nav_items": [] if name == "signin" else nav,
        "today_said": "2025年12月18日 周四",
        "who": "" if name == "signin" else "演示联络员·市教育局",
        "sign_out_href": "/",
        "demo": None
        if name == "letter"
        else {"date_said": "2025年12月18日 周四", "steps": [] if name == "signin" else away},
        "foot_links": [
            {"label": "投诉建议", "href": "/"},
            {"label": "减负合规自检", "href": "/"},
            {"label": "使用说明", "href": "/"},
        ],
    }


def _forms() -> dict[str, Any]:
    fresh = ReportForm(formdata=None, kind="progress")
    typed = MultiDict(
        {
            "kind": "progress",
            "done": "四部门已印发联动机制文件，每季度会商一次。截至12月10日，信息平台已接入四部门数据。",
            "contact": "演示联络员",
        }
    )
    wrong = ReportForm(formdata=typed, prefix="")
    wrong.validate()
    wrong.csrf_token.errors = []
    review = ReviewForm(formdata=None)
    review_wrong = ReviewForm(formdata=None, facts="y", solved="y", carried="n")
    review_wrong.words.errors = ["退回必须写明缺什么、补在哪。"]
    review_wrong.lawful.errors = ["这一问还没有回答。"]
    return {
        "fresh": fresh,
        "wrong": wrong,
        "review": review,
        "review_wrong": review_wrong,
        "signin": SignInForm(formdata=None),
    }


def _at_page(number: int) -> str:
    return f"?page={number}"


def _at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=BEIJING)


if __name__ == "__main__":
    create_app().run(host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 8090)
