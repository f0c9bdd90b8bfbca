"""A deadline inside a sentence: only a goal for the task itself counts."""

from __future__ import annotations

from datetime import date

import pytest
from wording_frame import END_2025, ISSUED, PERIOD

from tasks_seed.draft import DeadlineKind
from tasks_seed.wording import find_deadline


@pytest.mark.parametrize(
    ("text", "wording", "due"),
    [
        ("到2025年，全市适龄残疾儿童义务教育入学率达到97%以上。", "到2025年", END_2025),
        ("至2025年，力争每个县区有1所幼儿园开展融合教育试点。", "至2025年", END_2025),
        ("到２０２５年，培育３０所示范校。", "到２０２５年", END_2025),
        ("到 2025 年,将送教比例控制在10%以内", "到 2025 年", END_2025),
        ("到2025年将生均公用经费提高至每生每年7000元以上", "到2025年", END_2025),
        ("设立特教班，2024年底前完成特殊教育学校建设和使用。", "2024年底前", date(2024, 12, 31)),
        ("二〇二五年底前建成", "二〇二五年底前", END_2025),
        ("压减至8个工作日以内，2023年全面推广无纸化备案。", "2023年", date(2023, 12, 31)),
        ("其中:2024年，重点开展负责人培训;2025年，重点开展教师培训", "2025年", END_2025),
        ("2023年底前制定方案，2024年6月底前完成", "2024年6月底前", date(2024, 6, 30)),
        ("2023年6月底前制定政策，12月底前实现直接结算。", "12月底前", date(2023, 12, 31)),
        ("到2035年建成教育强国，到2025年入学率达到97%", "到2025年", END_2025),
        ("于2024年5月30日前报送名单", "2024年5月30日前", date(2024, 5, 30)),
        ("到\n2025年，建成资源中心", "到2025年", END_2025),
    ],
)
def test_a_goal_in_running_text_is_found_as_printed(text: str, wording: str, due: date):
    found = find_deadline(text, issued_on=ISSUED, period=PERIOD)
    assert found is not None
    said, reading = found
    assert (said, reading.kind, reading.due, reading.basis) == (wording, DeadlineKind.FIXED, due, "text")


def test_the_earlier_days_of_a_text_are_its_milestones():
    found = find_deadline("2023年底前自查，2024年底前整改", issued_on=ISSUED)
    assert found is not None
    assert found[1].milestones == (date(2023, 12, 31),)


def test_every_year_with_months_is_a_deadline_in_running_text():
    found = find_deadline("每年2月和8月，教育部门要联合残联等部门开展排查。", issued_on=ISSUED)
    assert found is not None
    assert (found[0], found[1].rrule) == ("每年2月和8月", "FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=-1")


@pytest.mark.parametrize(
    "text",
    [
        "落实《特殊教育发展提升行动计划（2023—2025年）》。",
        "贯彻教基〔2023〕2号文件精神。",
        "做好“十四五”特殊教育工作。",
        "送教服务每周1—2次，每次2—4课时，确保每年送教120课时以上。",
        "根据2022年统计，全县有残疾儿童300名。",
        "截至2024年底，全市共有特校10所。",
        "2024年，全市现有特校10所。",
        "2022年底前已建成的学校要完善设施。",
        "对2024年8月31日前出生的儿童建档。",
        "举办2023年全省特殊教育教师教学技能展示活动。",
        "与2024年相比增长10%。",
        "修订出台2024年版目录。",
        "2024年9月11日，省政府召开会议。",
        "达到2025年水平。",
        "年底前各平台完成对接。",
        "6月底前完成核查。",
        "省级每年择优评选不超过10个标杆项目。",
        "持续推进融合教育，建立长期稳定的关系。",
        "3-6岁残疾儿童抢救性康复，投入2005.6万元。",
        "",
    ],
)
def test_a_mere_mention_is_not_a_deadline(text: str):
    assert find_deadline(text, issued_on=ISSUED, period=PERIOD) is None
