from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_seed.shipped import ShippedMember, ShippedUnit, load_shipped, shipped_keys
from tasks_seed.unit_facts import Template, unit_facts
from tasks_seed.unit_lists import split_units
from tasks_seed.units import AliasClash, Registry, load_registry, place_of

Scope = dict[str, Any]

JINHUA: Scope = {"region": "浙江省金华市", "level": "市", "on": date(2023, 6, 1)}
TUOLI: Scope = {"region": "新疆维吾尔自治区塔城地区托里县", "level": "县", "on": date(2023, 6, 1)}
HANGZHOU: Scope = {"region": "浙江省杭州市", "level": "市", "on": date(2023, 6, 1)}
EVERYWHERE = load_registry()


@pytest.fixture(scope="module")
def registry() -> Registry:
    plans = [load_shipped(key) for key in shipped_keys()]
    return load_registry({plan.region: plan.units for plan in plans})


@pytest.mark.parametrize(
    ("scope", "name", "full_name"),
    [
        (JINHUA, "市人社局", "金华市人力资源和社会保障局"),
        (JINHUA, "市人力社保局", "金华市人力资源和社会保障局"),
        (JINHUA, "市人力资源和社会保障局", "金华市人力资源和社会保障局"),
        (JINHUA, "金华市人社局", "金华市人力资源和社会保障局"),
        (JINHUA, "浙江省金华市人社局", "金华市人力资源和社会保障局"),
        (JINHUA, "市 教 育 局", "金华市教育局"),
        (JINHUA, "市教体局", "金华市教育局"),
        (JINHUA, "市委编办", "中共金华市委机构编制委员会办公室"),
        (JINHUA, "市公安局", "金华市公安局"),
        (JINHUA, "市场监管局", "金华市市场监督管理局"),
        (HANGZHOU, "市教育局", "杭州市教育局"),
        (HANGZHOU, "团市委", "共青团杭州市委员会"),
        (HANGZHOU, "市委编办", "中共杭州市委机构编制委员会办公室"),
        (TUOLI, "教科局", "托里县教科局"),
        (TUOLI, "教育局", "托里县教科局"),
        (TUOLI, "县教体局", "托里县教科局"),
        (TUOLI, "公安局", "托里县公安局"),
    ],
)
def test_a_name_means_the_office_of_the_plans_place_and_level(
    registry: Registry, scope: Scope, name: str, full_name: str
):
    meant = registry.resolve(name, **scope)
    assert meant.unit is not None, meant
    assert (meant.unit.full_name, meant.doubts) == (full_name, ())


@pytest.mark.parametrize(
    ("scope", "name", "doubt", "suggestions"),
    [
        (JINHUA, "省教育厅", "“省教育厅”是省级单位，本方案是市级，不能当作本级单位，请确认。", ("市教育局",)),
        (JINHUA, "县教育局", "“县教育局”是县级单位，本方案是市级，不能当作本级单位，请确认。", ("市教育局",)),
        (TUOLI, "市教育局", "“市教育局”是市级单位，本方案是县级，不能当作本级单位，请确认。", ("教科局",)),
        (JINHUA, "杭州市教育局", "“杭州市教育局”像是杭州市的单位，不在本方案的地区，请确认。", ()),
        (JINHUA, "市教肓局", "单位库里没有“市教肓局”，是否指“市教育局”？请确认。", ("市教育局",)),
        (JINHUA, "珍宝馆", "单位库里没有“珍宝馆”。请确认。", ()),
        (JINHUA, "市卫计委", "“市卫计委”是2019年以前的旧称，是否指“市卫健委”？请确认。", ("市卫健委",)),
    ],
)
def test_an_unknown_name_is_a_doubt_and_never_a_unit(
    registry: Registry, scope: Scope, name: str, doubt: str, suggestions: tuple[str, ...]
):
    meant = registry.resolve(name, **scope)
    assert (meant.unit, meant.collective) == (None, None)
    assert (meant.doubts, meant.suggestions) == ((doubt,), suggestions)


def test_a_former_name_holds_until_the_reform():
    meant = EVERYWHERE.resolve("市卫计委", region="浙江省金华市", level="市", on=date(2016, 5, 1))
    assert meant.unit is not None
    assert meant.unit.full_name == "金华市卫生健康委员会"
    assert not meant.doubts


@pytest.mark.parametrize(("scope", "name", "unit"), [(JINHUA, "市教甯局", "市教育局"), (TUOLI, "卫能委", "卫健委")])
def test_a_known_misreading_is_accepted_with_a_doubt(registry: Registry, scope: Scope, name: str, unit: str):
    meant = registry.resolve(name, **scope)
    assert meant.unit is not None
    assert meant.unit.name == unit
    assert meant.doubts == (f"“{name}”按误读的“{unit}”处理，请确认。",)


@pytest.mark.parametrize(
    ("region", "name", "members", "uncertain"),
    [
        ("浙江省金华市", "各县（市、区）", 10, 1),
        ("浙江省金华市", "各县<市、区>人民政府", 10, 1),
        ("广东省珠海市", "各区政府（管委会）", 6, 3),
        ("广东省珠海市", "各区政府、管委会", 6, 3),
        ("山西省长治市", "各县区", 12, 0),
        ("新疆维吾尔自治区塔城地区托里县", "各乡（镇）", 7, 0),
        ("江西省", "各设区市教育局", 12, 0),
        ("浙江省", "各设区市人民政府", 11, 0),
    ],
)
def test_a_collective_expands_to_its_members(registry: Registry, region: str, name: str, members: int, uncertain: int):
    expansion = registry.expand(name, region=region, on=date(2023, 6, 1))
    assert (len(expansion.members), sum(not member.certain for member in expansion.members)) == (members, uncertain)
    assert len({member.unit.full_name for member in expansion.members}) == members
    assert len(expansion.doubts) == uncertain


def test_the_member_list_is_the_one_of_the_day():
    assert len(EVERYWHERE.expand("各区、县级市", region="广东省广州市", on=date(2012, 1, 1)).members) == 12
    later = EVERYWHERE.expand("各区、县级市", region="广东省广州市", on=date(2020, 1, 1))
    assert later.members == ()
    assert later.doubts == ("没有“各区、县级市”在广州市、2020-01-01的成员名单，请先补充。",)


def test_a_single_office_is_no_collective():
    assert EVERYWHERE.expand("市教育局", region="浙江省金华市", on=date(2023, 6, 1)).doubts == (
        "“市教育局”不是已知的集合单位。",
    )


def office(name: str, canonical: str, *aliases: str) -> ShippedUnit:
    return ShippedUnit(name, canonical, name, "市", "浙江省金华市", "", aliases=aliases)


def test_an_alias_that_fits_two_units_is_refused_by_name():
    units = [office("市教育局", "金华市教育局", "教工委"), office("市科技局", "金华市科学技术局", "教工委")]
    with pytest.raises(AliasClash, match="“教工委”同时指“市教育局”和“市科技局”"):
        load_registry({"浙江省金华市": units})


def test_two_member_lists_of_the_same_days_are_refused():
    members = [ShippedMember("甲区"), ShippedMember("乙区")]
    lists = [
        ShippedUnit("各区", "各区", "各区", "区", "某市", "", is_collective=True, members=(member,))
        for member in members
    ]
    with pytest.raises(AliasClash, match="“各区”在某市的两份成员名单日期重叠"):
        load_registry({"某市": lists})


@pytest.mark.parametrize(
    ("region", "place"),
    [
        ("浙江省杭州市", "杭州市"),
        ("湖北省荆州市沙市区", "沙市区"),
        ("新疆维吾尔自治区塔城地区托里县", "托里县"),
        ("湖南省湘西土家族苗族自治州", "湘西土家族苗族自治州"),
        ("江西省", "江西省"),
        ("全国", "全国"),
    ],
)
def test_the_place_of_a_region(region: str, place: str):
    assert place_of(region) == place


@given(st.sampled_from(unit_facts().templates), st.sampled_from(["市", "县", "区", "州", "省"]))
def test_no_office_is_ever_found_at_another_level(template: Template, level: str):
    meant = EVERYWHERE.resolve(template.name, region="浙江省金华市", level=level, on=date(2023, 6, 1))
    if meant.unit is not None:
        assert meant.unit.level == level
    if template.level == level:
        assert meant.unit is not None
    else:
        assert meant.unit is None or template.name in unit_facts().bare


@given(st.text(st.sampled_from("市县区局委办教育民政财残联各（）、"), max_size=8))
def test_any_text_is_a_known_unit_or_a_doubt(text: str):
    meant = EVERYWHERE.resolve(text, region="浙江省金华市", level="市", on=date(2023, 6, 1))
    assert (meant.unit is not None) + (meant.collective is not None) + (not meant.unit and not meant.collective) == 1
    assert meant.unit or meant.collective or meant.doubts


@pytest.mark.parametrize(
    ("text", "names", "open_list", "doubted"),
    [
        ("市教育局、市发改委，各县<市、区>人民政府", ("市教育局", "市发改委", "各县<市、区>人民政府"), False, False),
        ("责任单位：民政局、卫健委，残联等单位。", ("民政局", "卫健委", "残联"), True, False),
        ("财政局、各乡（镇）", ("财政局", "各乡（镇）"), False, False),
        ("市教育局;市财政局；市民政局\n市残联", ("市教育局", "市财政局", "市民政局", "市残联"), False, False),
        ("市财政(地税)局、市教育局按职责分工负责", ("市财政(地税)局", "市教育局"), False, False),
        ("各县（市、区）人民政府（以下简称各县）、市教育局", ("各县（市、区）人民政府", "市教育局"), False, False),
        ("银保监会及各地区按职责分工负责", ("银保监会", "各地区"), False, False),
        ("市教育局、各区政府、管委会", ("市教育局", "各区政府、管委会"), False, False),
        ("各县、区教育局、发改委", ("各县、区教育局", "发改委"), False, False),
        ("各县、市教育局", ("各县", "市教育局"), False, False),
        ("各市、县（市、区）人民政府", ("各市、县（市、区）人民政府",), False, False),
        ("市发改、教育、财政局", ("市发改委", "市教育局", "市财政局"), False, True),
        ("市委编办、教育局", ("市委编办", "市教育局"), False, True),
        ("教科局、市场监管局", ("教科局", "市场监管局"), False, False),
        ("", (), False, False),
    ],
)
def test_a_list_of_units_is_split(text: str, names: tuple[str, ...], open_list: bool, doubted: bool):
    units = split_units(text)
    assert (units.names, units.open_list, bool(units.doubts)) == (names, open_list, doubted)


@given(
    st.lists(st.sampled_from(sorted(t.name for t in unit_facts().templates if t.level == "市")), min_size=1),
    st.sampled_from("、，,；;\n"),
    st.sampled_from(["", "等单位", "等部门", "等有关部门", "等"]),
)
def test_what_is_joined_by_a_separator_is_split_again(names: list[str], separator: str, ending: str):
    units = split_units(separator.join(names) + ending)
    assert units.names == tuple(names)
    assert units.open_list == bool(ending)
    assert units.doubts == ()
