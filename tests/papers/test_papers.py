"""What each paper says, and what it leaves to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_samples import (
    BULLETIN,
    COMPLETION,
    EMPTY,
    EXTENSION,
    FILLED,
    LISTING,
    MATTER,
    NOTICE,
    RELEASE,
    RETURN,
    TEXT,
    VERIFICATION,
)
from reading import paragraph_with, rows_of, text_of

from tracker.core.pace import shares
from tracker.papers import (
    FIVE_STANDARDS,
    BulletinCounts,
    NoticeLevel,
    write_bulletin,
    write_completion,
    write_extension,
    write_listing,
    write_notice,
    write_release,
    write_return,
    write_verification,
)
from tracker.papers.blocks import balanced, chinese_number
from tracker.papers.cleaning import DATE_BLANK

HEADS = [
    "督办通知单",
    "挂牌督办通知书",
    "延期申请表",
    "销号申请表",
    "现场核查表",
    "关于《",
    "督办事项退回单",
    "督办事项办结报告",
]


@pytest.mark.parametrize(("write", "paper", "head"), [(*pair, head) for pair, head in zip(FILLED, HEADS, strict=True)])
def test_every_paper_begins_with_its_title_and_names_its_matter(write, paper, head):
    text = text_of(write(paper))
    assert text.startswith(head)
    assert MATTER in text


@pytest.mark.parametrize(("write", "paper"), EMPTY)
def test_a_paper_without_values_still_opens_and_leaves_a_date_to_a_person(write, paper):
    assert DATE_BLANK in text_of(write(paper))


def test_a_number_that_nobody_gave_is_a_blank_and_a_given_one_is_printed():
    assert "编号：督办〔　　　　〕　　号" in text_of(write_notice(NOTICE))
    assert "编号：督办〔2026〕7号" in text_of(write_notice(replace(NOTICE, number="督办〔2026〕7号")))
    assert "挂〔　　　　〕　　号" in text_of(write_listing(LISTING))
    assert "挂〔2026〕3号" in text_of(write_listing(replace(LISTING, number="挂〔2026〕3号")))


def test_a_notice_ticks_its_level_and_shows_both_dates():
    rows = rows_of(write_notice(replace(NOTICE, level=NoticeLevel.RED)))
    assert ["督办级别", "□提醒　□催办　□督办　■红单"] in rows
    assert ["办理时限", "2026年12月31日", "原定时限", "2025年12月31日"] in rows
    assert ["时限原文", "到2025年"] in rows


def test_a_notice_without_an_extension_shows_one_date_only():
    rows = rows_of(write_notice(replace(NOTICE, due_original=NOTICE.due)))
    assert ["办理时限", "2026年12月31日"] in rows


def test_a_notice_for_a_task_without_a_date_shows_the_wording():
    rows = rows_of(write_notice(replace(NOTICE, due=None, due_original=None, deadline_text="长期坚持")))
    assert ["办理时限", "长期坚持"] in rows
    assert "时限原文" not in [row[0] for row in rows]


def test_the_receipt_repeats_the_matter_and_leaves_the_rest_to_the_unit():
    data = write_notice(NOTICE)
    assert "沿此线裁下，回执由承办单位填写后退回" in text_of(data)
    rows = rows_of(data, 1)
    assert rows[0] == ["通知单编号", "督办〔　　　　〕　　号", "回执时间", DATE_BLANK]
    assert rows[1] == ["事项名称", MATTER]
    assert rows[2][1].startswith("□无异议　　□有异议")
    assert rows[3] == ["签收单位", "（章）", "签收人\n及电话", ""]


def test_a_listing_notice_has_everything_that_rules_ask_of_it():
    text = text_of(write_listing(LISTING))
    for words in (
        "县教育局：",
        f"决定对“{MATTER}”实行挂牌督办",
        "《政府督查工作条例》第七条",
        "督办类别：政府督查。",
        "仍有1所学校未设立",
        "自本通知书送达之日起10个工作日内报送整改方案",
        "督办限期至2027年3月31日。",
        "整改责任单位：县教育局。",
        "责任人：县教育局分管副局长（演示）。",
        "督办单位：县政府督查室。",
        "电话：0000-0000000。",
        "每月向督办单位书面报送一次整改进展",
        "逾期未完成的，继续挂牌督办",
        "公开方式：□公开　□内部。",
        "附件：已发单据清单",
        "（发文机关署名、印章）",
    ):
        assert words in text
    assert rows_of(write_listing(LISTING))[1] == ["1", "2026年3月2日", "催办单", "已签收，未按时反馈"]


def test_a_listing_notice_without_earlier_papers_has_no_annex():
    assert "附件" not in text_of(write_listing(replace(LISTING, sent_before=())))


def test_the_date_of_signing_is_blank_and_four_characters_in_from_the_right():
    signed = paragraph_with(write_listing(LISTING), DATE_BLANK)
    assert signed.style.paragraph_format.alignment.name == "RIGHT"
    assert signed.paragraph_format.right_indent.pt == 64


def test_an_extension_shows_original_present_and_asked_date_and_leaves_the_decision_open():
    rows = rows_of(write_extension(EXTENSION))
    assert ["原定时限", "2025年12月31日", "现定时限", "2026年6月30日"] in rows
    assert ["申请延至", "2026年12月31日", "此前已延期", "1次"] in rows
    assert rows[5][1].startswith("13所学校中12所")
    assert rows[6][1].startswith("■客观原因　□主观原因\n第三小学校舍加固")
    assert rows[-1][1].startswith(f"□同意　□不同意　核定日期：{DATE_BLANK}")


def test_a_granted_extension_states_the_new_date():
    rows = rows_of(write_extension(replace(EXTENSION, decided_due=date(2026, 11, 30), decision="按计划推进。")))
    assert rows[-1][1].startswith("■同意　□不同意　核定日期：2026年11月30日\n按计划推进。")


def test_a_release_answers_five_standards_and_every_measure_and_numbers_its_evidence():
    data = write_release(RELEASE)
    form, standards, measures, indicators, evidence = (rows_of(data, table) for table in range(5))
    assert ["挂牌编号", "挂〔2026〕3号", "挂牌日期", "2026年11月2日"] in form
    assert [row[1] for row in standards[1:]] == list(FIVE_STANDARDS)
    assert [row[2] for row in standards[1:]] == [
        "■达到　□未达到",
        "□达到　□未达到",
        "■达到　□未达到",
        "■达到　□未达到",
        "□达到　■未达到",
    ]
    assert measures[2] == [
        "2",
        "印发资源教室运行经费标准",
        "文件印发，列入年度预算",
        "2026年8月31日",
        "计财股股长",
        "已印发",
        "2",
    ]
    assert indicators[2][1:5] == ["适龄残疾儿童义务教育入学率", "按省残疾儿童入学监测口径", "97%以上", "97.6%"]
    assert [row[0] for row in evidence] == ["编号", "1", "2", "3"]
    assert "会议名称：县教育局党组会议\n时间：2027年3月12日" in next(
        row[1] for row in form if row[0].startswith("集体")
    )


def test_a_release_without_a_record_leaves_room_for_the_collective_decision_and_the_public_notice():
    form = rows_of(write_release(replace(RELEASE, collective=None, public_notice=None)))
    values = {row[0]: row[1] for row in form}
    assert values["集体研究\n记录"] == "会议名称：\n时间：\n参加人员：\n结论："
    assert values["公示情况"].startswith(f"起止：{DATE_BLANK}至{DATE_BLANK}")


def test_a_verification_names_its_people_and_leaves_every_signature_blank():
    data = write_verification(VERIFICATION)
    assert ["核查方式", "□听取汇报　■查阅资料　■查看现场　□访谈"] in rows_of(data)
    assert rows_of(data, 1)[3] == ["3", "专兼职资源教师到岗", "3", "抽查3校，1校教师仍在培训。", "□通过\n■不通过"]
    assert rows_of(data, 3)[1:] == [
        ["1", "演示督查员甲", "县政府督查室", "科员", ""],
        ["2", "演示督查员乙", "县残联", "干事", ""],
    ]


def test_a_verification_by_too_few_people_keeps_lines_for_the_missing_ones():
    paper = replace(VERIFICATION, inspectors=VERIFICATION.inspectors[:1], people_needed=3)
    assert [row[0] for row in rows_of(write_verification(paper), 3)] == ["序号", "1", "2", "3"]
    assert "核查人员不少于3人" in text_of(write_verification(paper))


def test_a_bulletin_gives_every_class_with_its_share_and_names_units_only_with_problems():
    text = text_of(write_bulletin(BULLETIN))
    assert (
        "截至2026年9月30日，共有重点任务31项。其中，已完成11项，占35.5%；超进度2项，占6.5%；达进度13项，占41.9%；"
        "欠进度4项，占12.9%；其它1项，占3.2%。挂牌督办1项。"
    ) in text
    assert "（一）资源教室建设进度滞后" in text
    assert (
        "责任单位：县教育局。差距：13所学校中1所尚未设立，逾期210个工作日。原因：校舍加固工程延期，未提前申请延期。"
        in text
    )
    assert "原因：（　　　　　　　　）。" in text
    assert "2. 县财政局：足额拨付三季度康复救助经费，2026年10月31日前完成。" in text
    assert "附件：任务进展一览表" in text
    assert "（发文机关署名、印章）" in text


def test_a_bulletin_counts_its_classes_in_a_table():
    assert rows_of(write_bulletin(BULLETIN), 0) == [
        ["类别", "项数", "占比"],
        ["已完成", "11", "35.5%"],
        ["超进度", "2", "6.5%"],
        ["达进度", "13", "41.9%"],
        ["欠进度", "4", "12.9%"],
        ["其它", "1", "3.2%"],
        ["合计", "31", "100.0%"],
    ]


def test_a_bulletin_lists_every_task_in_full():
    rows = rows_of(write_bulletin(BULLETIN), 1)
    assert len(rows) == 32
    assert rows[3] == ["3", TEXT, "县教育局、县财政局、县残联", "2025年底前", "已完成年度任务的80%。", "达进度"]


def test_a_bulletin_about_nothing_says_so():
    text = text_of(write_bulletin(replace(BULLETIN, counts=BulletinCounts(), problems=(), tasks=())))
    assert "本期没有纳入统计的任务。" in text
    assert "本期未发现需要通报的问题。" in text
    assert "附件" not in text


def test_a_return_slip_answers_the_six_questions():
    rows = {row[0]: row[1] for row in rows_of(write_return(RETURN))}
    assert rows["审核意见"].split("\n") == [
        "事实是否清楚：□是　■否",
        "问题是否解决：■是　□否",
        "任务是否落实：□是　■否",
        "结论是否准确：■是　□否",
        "处理措施是否符合政策法律：■是　□否",
        "文书格式是否规范：■是　□否",
    ]
    assert rows["补正时限"] == "2026年10月20日"


def test_a_completion_report_answers_each_criterion():
    data = write_completion(COMPLETION)
    assert ["任务原文", TEXT] in rows_of(data)
    assert rows_of(data, 1)[1] == ["1", "符合条件的学校全部设立资源教室", "13所全部设立并通过县级验收。", "1"]
    assert rows_of(data, 3)[0][1].startswith(
        "系统登记的审定人：演示负责人（2026年12月11日）\n负责人（签字、单位盖章）："
    )


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((1, 1, 1), ["33.4%", "33.3%", "33.3%"]),
        ((0, 0), ["0.0%", "0.0%"]),
        ((5,), ["100.0%"]),
        ((2, 1, 0), ["66.7%", "33.3%", "0.0%"]),
    ],
)
def test_shares_are_told_with_one_decimal(numbers, told):
    assert shares(numbers) == told


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6).filter(any))
def test_shares_always_add_up_to_a_hundred(numbers):
    assert round(sum(float(share.rstrip("%")) for share in shares(numbers)), 1) == 100.0


def test_a_long_title_breaks_where_a_reader_pauses():
    assert balanced("关于《某省“十四五”特殊教育发展提升行动计划》重点任务2026年第三季度落实情况的通报") == [
        "关于《某省“十四五”特殊教育",
        "发展提升行动计划》重点任务",
        "2026年第三季度落实情况的通报",
    ]


@given(st.text(max_size=300))
def test_a_broken_title_loses_nothing(title):
    assert "".join(balanced(title)) == title


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_heads_are_numbered_in_chinese(number, word):
    assert chinese_number(number) == word
