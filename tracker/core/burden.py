"""减负合规自检: what the rules against formalism forbid, and how an installation stands, from its own figures. Pure.

Sources: 《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号）, the five 不得;
中央网信委《关于防治“指尖上的形式主义”的若干意见》 (2023), on groups and apps;
《整治形式主义为基层减负若干规定》 (2024), on asking for forms and judging by traces.
The limits are ours, for the texts name none; each stands beside its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

LOOK_BACK_DAYS = 30
_OFFICE_LETTER = "国办函〔2026〕12号"
_OPINION = "防治“指尖上的形式主义”若干意见（2023）"
_PROVISIONS = "整治形式主义为基层减负若干规定（2024）"
_LETTERS_A_DAY = 1
_MESSAGES_A_DAY = 4
_MANUAL = 8
_PERIODS_A_YEAR = 4
_FEW_FILES = 10


@dataclass(frozen=True, slots=True)
class BurdenFacts:
    """What the installation asked and said (自检数据); messages, returns and files of the last `LOOK_BACK_DAYS` days.

    `letters_a_day` and `messages_a_day` are the most that one group got on one day. `groups` is the most groups that hear of the
    same plan, `idle_groups` those of plans that are over. `periods` is how often one unit reports on one task in a year at the
    most; `alike` how many units owe the same words twice at once. `pictures` of `files` are photographs; `by_pictures` closures
    rest on photographs alone.
    """

    letters_a_day: int = 0
    messages_a_day: int = 0
    outside_hours: int = 0
    manual: int = 0
    groups: int = 0
    idle_groups: int = 0
    periods: int = 0
    alike: int = 0
    returned_again: int = 0
    files: int = 0
    pictures: int = 0
    by_pictures: int = 0
    mentions: int = 0
    public_pages: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the self-check (自检项): the rule and its source, what was found, and what to do where it does not hold.

    `is_counted` says whether the finding is a figure of this installation or the way the program is made.
    """

    source: str
    rule: str
    finding: str
    holds: bool = True
    todo: str = ""
    is_counted: bool = True


def checks(facts: BurdenFacts) -> tuple[Check, ...]:
    """Every line, in the order of the rules."""
    return (*_asking(facts), *_judging(facts), *_speaking(facts), *_made_so())


def _asking(facts: BurdenFacts) -> tuple[Check, ...]:
    first = f"{_OFFICE_LETTER}，不得之一：随意或重复要求填表报数交材料"
    return (
        _check(first, "同一件事一年报几次", f"最多的一件一年报 {facts.periods} 次", facts.periods <= _PERIODS_A_YEAR,
               f"一年超过 {_PERIODS_A_YEAR} 次的，请到方案设置里把报送日历放宽到每季度一次。"),
        _check(f"{_PROVISIONS}：同类材料最多报一次", "同样的内容有没有向同一单位要两遍", f"{facts.alike} 个单位同时有两件文字相同的事项",
               facts.alike == 0, "请核对是不是两个方案重复交办；重复的，凭依据撤销一件，或者让单位选“已在别处报送”。"),
        _check(first, "退回是不是一次说全", f"近 {LOOK_BACK_DAYS} 天有 {facts.returned_again} 件被退回两次以上",
               facts.returned_again == 0,
               "退回时一次说全缺什么、补在哪、其余要不要改。"),
    )  # fmt: skip


def _judging(facts: BurdenFacts) -> tuple[Check, ...]:
    fourth = f"{_OFFICE_LETTER}，不得之四：以线上活动代替考核督查，强制上传工作照片、视频、轨迹"
    mostly = facts.files >= _FEW_FILES and 2 * facts.pictures > facts.files
    return (
        _check(fourth, "佐证是不是变成了交照片",
               f"近 {LOOK_BACK_DAYS} 天收到 {facts.files} 份佐证，其中照片 {facts.pictures} 份", not mostly,
               "照片过半。请告诉各单位：一份结果文件就够，非必要不传照片。"),
        _check(fourth, "有没有只凭照片销号的", f"近 {LOOK_BACK_DAYS} 天有 {facts.by_pictures} 件只凭照片销号", facts.by_pictures == 0,
               "销号看结果文件和现场。请补核查记录，或者重新办理。"),
        _check(f"{_OFFICE_LETTER}，不得之三、之四", "有没有公开的名单", f"打开了 {facts.public_pages} 个挂牌公示页，只登领导批准公开的事项",
               holds=True),
    )  # fmt: skip


def _speaking(facts: BurdenFacts) -> tuple[Check, ...]:
    groups = f"{_OPINION}：工作群组不得多头交办、即时响应、反复催要"
    return (
        _check(groups, "一个群一天收几封提醒", f"近 {LOOK_BACK_DAYS} 天，最多的一个群一天 {facts.letters_a_day} 封",
               facts.letters_a_day <= _LETTERS_A_DAY, "正常是一天最多一封汇总，请管理员查发件。"),
        _check(groups, "连即时函和人工发送一共几条", f"最多的一个群一天 {facts.messages_a_day} 条", facts.messages_a_day <= _MESSAGES_A_DAY,
               f"超过 {_MESSAGES_A_DAY} 条就是打扰。审核请集中在一个时段，函会合成一条。"),
        _check(groups, "休息时间发不发", f"近 {LOOK_BACK_DAYS} 天在 8:30—18:30 以外或非工作日自动发出 {facts.outside_hours} 条",
               facts.outside_hours == 0, "请核对工作日设置和服务器时间。"),
        _check(groups, "人工发送多不多", f"近 {LOOK_BACK_DAYS} 天人工发送 {facts.manual} 条", facts.manual <= _MANUAL,
               "请少发临时消息；要办的事项列进台账，由每日一封汇总。"),
        _check(f"{_OPINION}：同一工作不得建多个群", "同一方案有几个群", f"最多的一个方案有 {facts.groups} 个群收到", facts.groups <= 1,
               "几个群收的是同样的事。请到“通道”停用重复的，留一个。"),
        _check(f"{_OPINION}：任务结束后临时群组及时解散", "收官以后群还留着没有",
               f"{facts.idle_groups} 个群属于已收官的方案", facts.idle_groups == 0,
               "请停用通道，并请群主解散临时群。"),
        _check(f"{_OPINION}：不得要求即时响应", "有没有点名催办", f"{facts.mentions} 个方案打开了“到期前一天@联络员”", facts.mentions == 0,
               "只@当天或下一个工作日到期的本单位联络员；没有必要的，请在催办阶梯里关掉。"),
    )  # fmt: skip


def _made_so() -> tuple[Check, ...]:
    second, third, fifth = (f"{_OFFICE_LETTER}，不得之{number}" for number in "二三五")
    made = (
        (
            f"{second}：打卡签到、积分排名、统计在线时长",
            "打卡、积分、排名、在线时长",
            "没有这些功能；各单位按方案次序排列，不按结果排",
        ),
        (
            f"{third}：强制下载、通报使用率、强制登录",
            "要不要下载、登录",
            "是网页，不用下载；不登录也能用离线回执报；不统计谁看过、谁没看",
        ),
        (f"{fifth}：商业用途", "广告和外部内容", "没有广告，不向任何外部网站取内容"),
        (f"{_OFFICE_LETTER}：应提供投诉建议渠道", "投诉建议", "每一页底部都有，不登录也能看"),
    )
    return tuple(Check(source, rule, finding, is_counted=False) for source, rule, finding in made)


def _check(source: str, rule: str, finding: str, holds: bool, todo: str = "") -> Check:
    return Check(source, rule, finding, holds, "" if holds else todo)
