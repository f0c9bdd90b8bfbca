"""Reading quantified targets: a table of wordings, what must not be taken for a target, and the five shipped plans."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_seed.draft import Period
from tasks_seed.indicators import Comparison, IndicatorReading, read_indicators

ROOT = Path(__file__).parents[2]
PLANS = ("changzhi-2023", "jiangxi-2023", "jinhua-2023", "tuoli-2023", "zhuhai-2023")
ISSUED = date(2023, 3, 10)
SIGNS = {"at_least": "≥", "at_most": "≤", "equal": "=", "more_than": ">", "less_than": "<"}


def only(text: str) -> IndicatorReading:
    (reading,) = read_indicators(text, issued_on=ISSUED)
    return reading


@pytest.mark.parametrize(
    ("text", "name", "comparison", "value", "unit"),
    [
        ("全市适龄残疾儿童义务教育入学率达到97%以上。", "适龄残疾儿童义务教育入学率", "at_least", "97", "%"),
        ("入学率达到９７．５％以上", "入学率", "at_least", "97.5", "%"),
        ("巩固率保持在百分之九十五以上", "巩固率", "at_least", "95", "%"),
        ("入学率由95%提高到97%", "入学率", "at_least", "97", "%"),
        ("残疾儿童比例控制在5%以内", "残疾儿童比例", "at_most", "5", "%"),
        ("送教上门比例降低到5%", "送教上门比例", "at_most", "5", "%"),
        ("送教比例控制到适龄学生总数的10%以内", "送教比例（占适龄学生总数）", "at_most", "10", "%"),
        ("应用普及率超过75%", "应用普及率", "more_than", "75", "%"),
        ("消费增长20%", "消费增长", "at_least", "20", "%"),
        ("补助标准提高至每生每年7000元以上", "补助标准（每生每年）", "at_least", "7000", "元"),
        ("补助标准不低于7,000元", "补助标准", "at_least", "7000", "元"),
        ("平均价格降至25元/千克以下", "平均价格（每千克）", "at_most", "25", "元"),
        ("生均公用经费应按普通学校的10倍以上拨付", "生均公用经费拨付（普通学校的倍数）", "at_least", "10", "倍"),
        (
            "对智力残疾学生，按不低于普通学生标准10倍拨付",
            "智力残疾学生拨付（普通学生标准的倍数）",
            "at_least",
            "10",
            "倍",
        ),
        ("至少建成1个特殊教育集团", "特殊教育集团", "at_least", "1", "个"),
        ("建成资源教室二十个以上", "资源教室", "at_least", "20", "个"),
        ("20万人口以上的区建有1所以上学校", "20万人口以上的区建有学校", "at_least", "1", "所"),
        ("整机年产量突破2万台", "整机年产量", "more_than", "20000", "台"),
        ("班额不超过8人", "班额", "at_most", "8", "人"),
        ("教师每周不低于3课时", "教师（每周）", "at_least", "3", "课时"),
        ("办理时间压缩至5个工作日以内", "办理时间", "at_most", "5", "个工作日"),
    ],
)
def test_a_bound_or_a_goal_word_makes_a_certain_target(text, name, comparison, value, unit):
    reading = only(text)
    assert (reading.name, reading.comparison.value, reading.value, reading.unit) == (
        name,
        comparison,
        Decimal(value),
        unit,
    )
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("text", "comparison", "value", "upper", "asked"),
    [
        ("培育融合教育示范校（园）20所", "at_least", "20", None, "按至少20所读"),
        ("实现每个县（市）都有一个职业教育部", "at_least", "1", None, "每个的数还是合计数"),
        ("力争打造3家龙头企业", "at_least", "3", None, "“力争”"),
        ("建成10个左右数字园区", "at_least", "10", None, "“左右”"),
        ("以每班安排随班就读学生1—2人为宜", "equal", "1", "2", "为宜"),
        ("制定国际标准1-2项以上", "at_least", "1", None, "又是范围又有上下限"),
        ("送教补贴标准为每人每次150元", "equal", "150", None, "按“等于”读"),
        ("入学率不低于97%以下", "at_least", "97", None, "意思相反"),
        ("实现县（市、区）资源中心全覆盖", "at_least", "100", None, "“全覆盖”按100%读"),
        ("全市学校全部创建成标准化学校", "at_least", "100", None, "“全部创建成”按100%读"),
        ("实现适龄儿童入学“零拒绝”", "at_most", "0", None, "没有写计数单位"),
        ("教职工师生比要达到1:3以上", "at_least", "0.33333333", None, "每3名学生至少1名教职工；也可能指"),
        ("对企业按不高于合同金额的30%给予补助", "at_most", "30", None, "像是补助"),
        ("达到97%以上", "at_least", "97", None, "请补上名称"),
    ],
)
def test_what_is_not_certain_is_read_with_a_question(text, comparison, value, upper, asked):
    reading = only(text)
    assert (reading.comparison.value, reading.value) == (comparison, Decimal(value))
    assert reading.upper == (Decimal(upper) if upper else None)
    assert asked in "".join(reading.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "常住人口20万以上的县",
        "力争人口30万人以上县区可在本县区开展高中阶段教育",
        "支持招收残疾学生5人以上的普通学校全面建成资源教室",
        "其他各区在人口达到18万以上后，应立即启动建设规划",
        "对入学率达到95%以上的县给予奖励",
        "对从事特教工作5年以上的教师可适当给予社保补贴",
        "将3-6岁残疾儿童纳入特殊教育范围",
        "高质量普及残疾儿童少年15年免费教育",
        "送教服务每周1—2次，每次2—4课时",
        "做好每月4次的送教上门服务及每月1次的康复训练工作",
        "建设规模每间约100平方米",
        "按照本人基本工资标准10%或补贴10%的基本工资金额的50%发放特殊教育补贴",
        "按照《关于建设100所学校的通知》（教基〔2023〕2号）执行",
        "2.个别化教育。3.所有学校都要落实",
        "2023年3月10日8:30，第3所学校",
        "全市入学率已达到96.3%",
        "现有特殊教育学校12所",
        "截至2022年底，全市建成资源教室120个",
        "2022年，入学率达到96%",
        "全面落实“全覆盖、零拒绝”要求，坚持应入尽入",
        "进行全覆盖监督检查",
        "建立一个长效机制，不让一个孩子掉队",
        "",
    ],
)
def test_conditions_descriptions_and_slogans_are_no_targets(text):
    assert read_indicators(text, issued_on=ISSUED) == ()


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("到2025年，入学率达到97%以上。", ["2025-12-31"]),
        ("入学率2024年6月底前达到97%。", ["2024-06-30"]),
        ("入学率2023年达到95%，2024年达到96%。", ["2023-12-31", "2024-12-31"]),
        ("到2025年，甲类入学率达到97%；乙类入学率达到98%。", ["2025-12-31", "2025-12-31"]),
        ("2023年底前建成5所；改建8所。", ["2023-12-31", ""]),
        ("到2025年，完成布局。磐安县设立1所学校。", [""]),
        ("中心全覆盖，到2024年，实现县级中心全覆盖。", ["", "2024-12-31"]),
    ],
)
def test_a_day_belongs_to_the_figures_of_its_own_sentence(text, dues):
    readings = read_indicators(text, issued_on=ISSUED)
    assert [reading.due.isoformat() if reading.due else "" for reading in readings] == dues


def test_several_targets_of_one_clause_are_told_apart():
    readings = read_indicators("建成5门以上精品课程和20个以上优质教育资源，培养巡回指导教师20名、种子教师30名")
    assert [(one.name, one.value) for one in readings] == [
        ("精品课程", 5),
        ("优质教育资源", 20),
        ("巡回指导教师", 20),
        ("种子教师", 30),
    ]


def test_the_quote_is_cut_out_of_the_text_as_printed():
    text = "一、目标。到 2025 年，入学率达到\n９７％ 以上，其他。"
    reading = only(text)
    assert reading.quote == text[reading.start : reading.end] == "入学率达到\n９７％ 以上"


def rows_on_the_page() -> list[str]:
    page = (ROOT / "docs" / "indicators.md").read_text(encoding="utf-8")
    return [line for line in page.splitlines() if line.startswith(tuple(f"| {plan} |" for plan in PLANS))]


def rows_read(plan: str) -> list[str]:
    folder = ROOT / "tasks_seed" / "plans" / plan
    about = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
    period = Period(about["period"]["start"], about["period"]["end"])
    with (folder / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            row_of(plan, row["编号"], reading)
            for row in csv.DictReader(file)
            for reading in read_indicators(row["任务原文"], issued_on=about.get("issued_on"), period=period)
        ]


def row_of(plan: str, no: str, reading: IndicatorReading) -> str:
    value = "1:3" if reading.unit == "比例" else str(reading.value)
    value += f"—{reading.upper}" if reading.upper is not None else ""
    target = f"{SIGNS[reading.comparison]} {value}{reading.unit}"
    return f"| {plan} | {no} | {reading.name} | {target} | {reading.due or ''} | {'yes' if reading.doubts else ''} |"


@pytest.mark.parametrize("plan", PLANS)
def test_the_shipped_plans_have_the_reviewed_targets_and_no_others(plan):
    assert rows_read(plan) == [row for row in rows_on_the_page() if row.startswith(f"| {plan} |")]


def test_the_comparisons_are_the_words_of_the_ledger():
    assert {word.value for word in Comparison} == set(SIGNS)


WORDS = (
    "入学率|达到|控制在|不低于|至少|建成|每个区|97%|1:3|1—2人|一所|20个|以上|以内|的|，|。|（|）|到2025年|全覆盖|零拒绝|百分之|九十五|"
    "万|元|每生每年|10倍|和|、|；|《|》|已|５|\n|１：０|十十|全部纳入|左右|为宜|/千克"
)
PIECES = st.sampled_from(WORDS.split("|"))


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_and_every_quote_stands_at_its_offsets(text):
    for reading in read_indicators(text, issued_on=ISSUED):
        assert reading.quote == text[reading.start : reading.end] != ""
        assert reading.value >= 0
        assert reading.upper is None or reading.comparison is Comparison.EQUAL
        assert reading.name or "请补上名称" in "".join(reading.doubts)
