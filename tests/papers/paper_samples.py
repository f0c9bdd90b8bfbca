"""One filled example of every paper (demo values), and every paper with nothing but what it must have."""

from __future__ import annotations

from datetime import date

from tracker.core.words import LegalTrack, ReturnReason
from tracker.papers import (
    BulletinCounts,
    BulletinPaper,
    BulletinTask,
    CheckItem,
    CheckManner,
    CollectiveRecord,
    CompletionPaper,
    CriterionAnswer,
    DelayCause,
    EvidenceItem,
    ExtensionPaper,
    IndicatorResult,
    Inspector,
    ListingPaper,
    MeasureItem,
    NextStep,
    NoticePaper,
    ProblemItem,
    PublicNotice,
    ReleasePaper,
    ReturnPaper,
    SentBefore,
    StandardAnswer,
    VerificationPaper,
    write_bulletin,
    write_completion,
    write_extension,
    write_listing,
    write_notice,
    write_release,
    write_return,
    write_verification,
)

MATTER = "对招收5名以上残疾儿童的普通学校设立特殊教育资源教室"
SOURCE = "《某省特殊教育发展提升行动计划》（某政办发〔2023〕12号）任务（3）"
TEXT = (
    "到2025年，招收5名以上残疾儿童的普通学校应当设立特殊教育资源教室，配备专兼职资源教师，"
    "由县级教育行政部门统筹规划布局，财政部门安排建设和运行经费，残联组织提供康复专业指导。"
)
EVIDENCE = (
    EvidenceItem(
        "1", "资源教室建设验收单（第一、第二小学）.pdf", "县教育局基教股", date(2026, 9, 30), "完成标准第1条；措施1"
    ),
    EvidenceItem(
        "2", "关于明确特殊教育资源教室运行经费标准的通知.pdf", "县财政局", date(2026, 8, 12), "完成标准第2条；措施2"
    ),
    EvidenceItem("3", "资源教师名册（不含学生信息）.xlsx", "县教育局人事股", date(2026, 10, 8), "完成标准第3条"),
)
INDICATORS = (
    IndicatorResult(
        "资源教室设立率",
        "设立资源教室的学校数÷招收5名以上残疾儿童的普通学校数",
        "100%",
        "92.3%（12/13）",
        "县教育局年度统计",
    ),
    IndicatorResult(
        "适龄残疾儿童义务教育入学率", "按省残疾儿童入学监测口径", "97%以上", "97.6%", "县残联、县教育局会核"
    ),
)
MEASURES = (
    MeasureItem(
        "1",
        "完成第三小学资源教室改造和设备采购",
        "面积、设备达到省定标准，通过县级验收",
        date(2026, 9, 30),
        "分管副局长",
        "已完成，9月28日通过验收",
        "1",
    ),
    MeasureItem(
        "2", "印发资源教室运行经费标准", "文件印发，列入年度预算", date(2026, 8, 31), "计财股股长", "已印发", "2"
    ),
    MeasureItem("3", "配齐专兼职资源教师", "每间不少于1名", date(2026, 10, 31), "人事股股长", "已配备15名", "3"),
)

NOTICE = NoticePaper(
    matter=MATTER,
    source=SOURCE,
    content=TEXT + "\n请对照任务原文逐校核实，列出尚未设立的学校名单、建设时间表和经费来源。",
    lead_units=("县教育局",),
    cooperating_units=("县财政局", "县残联", "县人力资源和社会保障局"),
    due=date(2026, 12, 31),
    due_original=date(2025, 12, 31),
    deadline_text="到2025年",
    so_far="13所学校中12所已经设立，第三小学正在改造。",
    feedback="2026年12月10日前书面反馈，由单位主要负责人签字并盖章；同时在系统报送佐证材料。",
    supervising_unit="县政府督查室",
    contact="演示经办人",
    phone="0000-0000000",
    demo=True,
)
LISTING = ListingPaper(
    unit="县教育局",
    matter=MATTER,
    facts=TEXT
    + "\n截至2026年10月31日，仍有1所学校未设立，已逾期210个工作日，其间发出催办单2次、督办通知单1次，两次报送均被退回。",
    track=LegalTrack.GOVERNMENT,
    basis="《政府督查工作条例》第七条；" + SOURCE + "。",
    limit=date(2027, 3, 31),
    responsible="县教育局分管副局长（演示）",
    supervising_unit="县政府督查室",
    contact="演示经办人",
    phone="0000-0000000",
    sent_before=(
        SentBefore(date(2026, 3, 2), "催办单", "已签收，未按时反馈"),
        SentBefore(date(2026, 5, 6), "督办通知单", "反馈退回补正"),
    ),
    demo=True,
)
EXTENSION = ExtensionPaper(
    matter=MATTER,
    source=SOURCE,
    unit="县教育局",
    due_original=date(2025, 12, 31),
    due=date(2026, 6, 30),
    asked_until=date(2026, 12, 31),
    done_so_far="13所学校中12所已经设立资源教室并投入使用。",
    reason="第三小学校舍加固工程延期，改造须待主体验收后进行。",
    plan="1. 2026年9月30日前完成改造和采购；\n2. 2026年10月31日前配齐资源教师；\n3. 2026年11月30日前完成县级验收。",
    causes=frozenset({DelayCause.OUTSIDE}),
    times_before=1,
    asked_on=date(2026, 5, 20),
    applicant="演示联络员",
    phone="0000-0000000",
    evidence=EVIDENCE,
    supervising_unit="县政府督查室",
    demo=True,
)
RELEASE = ReleasePaper(
    matter=MATTER,
    source=SOURCE,
    unit="县教育局",
    case_number="挂〔2026〕3号",
    listed_on=date(2026, 11, 2),
    limit=date(2027, 3, 31),
    problem="截至2026年10月31日，仍有1所学校未设立资源教室。",
    target="招收5名以上残疾儿童的普通学校全部设立资源教室并正常运行。",
    summary="整改方案确定的3项措施全部完成，13所学校均已设立资源教室。",
    measures=MEASURES,
    standards=(
        StandardAnswer(True, "3项措施均已完成并留存佐证。", "1、2、3"),
        StandardAnswer(None, "不涉及违法违规问题。"),
        StandardAnswer(True, "设立率达到目标。", "1"),
        StandardAnswer(True, "对全县其他普通学校同步排查，未发现同类问题。", "3"),
        StandardAnswer(False, "经费标准已经印发，年度考核办法正在制定。", "2"),
    ),
    indicators=INDICATORS,
    collective=CollectiveRecord(
        "县教育局党组会议", date(2027, 3, 12), "党组成员，基教股、计财股、人事股负责人", "同意申请销号。"
    ),
    evidence=EVIDENCE,
    responsible="县教育局分管副局长（演示）",
    asked_on=date(2027, 3, 15),
    contact="演示联络员",
    phone="0000-0000000",
    supervising_unit="县政府督查室",
    public_notice=PublicNotice(date(2027, 3, 22), date(2027, 3, 26), "县政府门户网站", "无异议"),
    demo=True,
)
VERIFICATION = VerificationPaper(
    matter=MATTER,
    case_number="挂〔2026〕3号",
    unit="县教育局",
    inspectors=(Inspector("演示督查员甲", "县政府督查室", "科员"), Inspector("演示督查员乙", "县残联", "干事")),
    checks=(
        CheckItem("第三小学资源教室建成并投入使用", "1", "现场查看，设备齐全，课程表在用。", True),
        CheckItem("运行经费列入年度预算", "2", "查阅预算批复，金额与标准一致。", True),
        CheckItem("专兼职资源教师到岗", "3", "抽查3校，1校教师仍在培训。", False),
    ),
    checked_on=date(2027, 3, 18),
    place="第三小学、县教育局",
    manners=frozenset({CheckManner.PAPERS, CheckManner.SITE}),
    sample="13所学校中抽查3所。",
    problems="1校资源教师尚未到岗。",
    demo=True,
)
BULLETIN = BulletinPaper(
    plan_title="某省“十四五”特殊教育发展提升行动计划",
    period="2026年第三季度",
    as_of=date(2026, 9, 30),
    counts=BulletinCounts(finished=11, ahead=2, on_track=13, behind=4, other=1),
    problems=(
        ProblemItem(
            "资源教室建设进度滞后",
            "县教育局",
            "13所学校中1所尚未设立，逾期210个工作日",
            "校舍加固工程延期，未提前申请延期",
        ),
        ProblemItem("康复救助经费拨付不及时", "县财政局", "应拨付的三季度经费到位60%", ""),
    ),
    next_steps=(
        NextStep("完成第三小学资源教室改造", "县教育局", date(2026, 12, 31)),
        NextStep("足额拨付三季度康复救助经费。", "县财政局", date(2026, 10, 31)),
    ),
    good=("县残联与县卫生健康局建立残疾儿童信息按月比对机制，实现应筛尽筛。",),
    tasks=tuple(
        BulletinTask(
            str(number),
            TEXT if number % 3 == 0 else MATTER,
            "县教育局、县财政局、县残联",
            "2025年底前" if number % 2 else "长期坚持",
            "已完成年度任务的80%。",
            "达进度",
        )
        for number in range(1, 32)
    ),
    listed=1,
    to="各乡镇人民政府、街道办事处，县政府各部门",
    demo=True,
)
RETURN = ReturnPaper(
    matter=MATTER,
    source=SOURCE,
    unit="县教育局",
    reasons=frozenset({ReturnReason.FACTS, ReturnReason.TASK}),
    problems="报送称全部设立，佐证仅有12所学校的验收单。",
    wanted="补充第三小学的验收单，或者说明未完成的原因和下一步时间安排。",
    due=date(2026, 10, 20),
    submitted_on=date(2026, 10, 8),
    returned_on=date(2026, 10, 12),
    reviewer="演示督查员",
    supervising_unit="县政府督查室",
    demo=True,
)
COMPLETION = CompletionPaper(
    matter=MATTER,
    source=SOURCE,
    task_text=TEXT,
    unit="县教育局",
    due=date(2026, 12, 31),
    summary="13所学校均已设立资源教室，配备专兼职资源教师15名，运行经费列入年度预算。",
    criteria=(
        CriterionAnswer("符合条件的学校全部设立资源教室", "13所全部设立并通过县级验收。", "1"),
        CriterionAnswer("运行经费有标准、进预算", "已印发标准并列入2027年预算。", "2"),
    ),
    indicators=INDICATORS,
    mechanism="每学年开学后一个月内核查新增招收情况，次年预算同步安排。",
    evidence=EVIDENCE,
    cooperating_units="县财政局、县残联",
    finished_on=date(2026, 12, 10),
    head="演示负责人（2026年12月11日）",
    demo=True,
)

FILLED = (
    (write_notice, NOTICE),
    (write_listing, LISTING),
    (write_extension, EXTENSION),
    (write_release, RELEASE),
    (write_verification, VERIFICATION),
    (write_bulletin, BULLETIN),
    (write_return, RETURN),
    (write_completion, COMPLETION),
)
EMPTY = (
    (write_notice, NoticePaper("", "", "", (), None)),
    (write_listing, ListingPaper("", "", "", None, "", None, "")),
    (write_extension, ExtensionPaper("", "", "", None, None, None, "", "", "")),
    (write_release, ReleasePaper("", "", "", "", None, None, "", "", "")),
    (write_verification, VerificationPaper("", "", "")),
    (write_bulletin, BulletinPaper("", "", date(2026, 9, 30), BulletinCounts())),
    (write_return, ReturnPaper("", "", "", frozenset(), "", "", None)),
    (write_completion, CompletionPaper("", "", "", "", None, "")),
)
