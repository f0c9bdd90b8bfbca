"""The same line in another version of a document."""

from hypothesis import given
from hypothesis import strategies as st

from tasks_seed.matching import Line, match_lines, most_alike

OLD = [
    Line("1", "建设一所从幼儿园到高中的特殊教育学校，2025年底前开班。"),
    Line("2", "各区至少建成一个资源教室，配齐专职资源教师。"),
    Line("3", "逐步建立助教陪读制度，推广融合教育。"),
]


def pairs(old, new):
    return [(match.old, match.new) for match in match_lines(old, new)]


def doubts(old, new):
    return [match.doubt for match in match_lines(old, new)]


def test_the_same_document_matches_line_by_line_without_doubts():
    assert pairs(OLD, OLD) == [(0, 0), (1, 1), (2, 2)]
    assert doubts(OLD, OLD) == ["", "", ""]


def test_a_renumbered_line_is_found_by_its_text():
    new = [
        Line("1", "新增：开展义务教育阶段残疾儿童入学情况核查。"),
        *(Line(str(n + 2), line.text) for n, line in enumerate(OLD)),
    ]
    assert pairs(OLD, new) == [(0, 1), (1, 2), (2, 3)]
    assert doubts(OLD, new) == ["", "", ""]


def test_a_few_changed_words_are_the_same_line():
    new = [OLD[0], Line("2", "各区至少建成两个资源教室，配齐专职资源教师。"), OLD[2]]
    assert pairs(OLD, new) == [(0, 0), (1, 1), (2, 2)]
    assert doubts(OLD, new)[1] == ""


def test_a_line_that_was_largely_rewritten_is_a_question():
    new = [OLD[0], Line("2", "各区建成资源教室，并建立巡回指导制度，定期通报。"), OLD[2]]
    assert pairs(OLD, new) == [(0, 0), (1, 1), (2, 2)]
    assert "请核对" in doubts(OLD, new)[1]


def test_two_candidates_alike_are_a_question():
    old = [Line("1", "市教育局建设资源教室一个，配齐教师。"), Line("2", "市教育局建设资源教室二个，配齐教师。")]
    new = [Line("7", "市教育局建设资源教室三个，配齐教师。")]
    (found,) = match_lines(old, new)
    assert "差不多像" in found.doubt


def test_lines_that_are_all_alike_are_no_question_where_each_has_its_own():
    old = [Line(str(n), f"完成第{n}所学校的资源教室建设并配齐教师，组织验收。") for n in range(1, 6)]
    new = [Line(line.no, line.text.replace("配齐教师", "配齐专职教师")) for line in old]
    assert [(match.old, match.doubt) for match in match_lines(old, new)] == [(n, "") for n in range(5)]


def test_an_equal_number_never_decides_against_the_text():
    old = [
        Line("1", "完成第1所学校的资源教室建设并配齐教师。"),
        Line("6", "完成第6所学校的资源教室建设并配齐教师，组织验收。"),
    ]
    (found,) = match_lines(old, [Line("1", "完成第6所学校的资源教室建设并配齐专职教师，组织验收。")])
    assert found.old == 1


def test_what_has_nothing_in_common_is_left_over():
    assert pairs(OLD, [Line("9", "修订食品安全应急预案。")]) == []


def test_equal_texts_go_to_their_own_numbers():
    old = [Line("1", "持续推进。"), Line("2", "持续推进。")]
    assert pairs(old, [Line("2", "持续推进。"), Line("1", "持续推进。")]) == [(1, 0), (0, 1)]


def test_spacing_and_full_width_digits_do_not_matter():
    assert doubts([Line("1", "到 2025 年，建成１０所。")], [Line("1", "到2025年，建成10所。")]) == [""]


lines = st.lists(
    st.builds(Line, st.sampled_from(["1", "2", "3", ""]), st.text("教育局特殊建设学校0123。 ", max_size=30)), max_size=8
)


@given(lines, lines)
def test_each_line_matches_once_whatever_the_texts(old, new):
    found = match_lines(old, new)
    assert len({match.old for match in found}) == len(found) == len({match.new for match in found})
    assert all(0 <= match.old < len(old) and 0 <= match.new < len(new) for match in found)


def test_the_line_most_alike_is_found_and_an_equal_number_decides_between_equals():
    others = [Line("1", "建设特殊教育学校"), Line("2", "建设特殊教育学校"), Line("3", "保障教师待遇"), Line("4", "")]
    lines = [
        Line("2", "建设 特殊教育学校"),
        Line("7", "建设特殊教育学校"),
        Line("1", "切实保障教师的待遇"),
        Line("1", "送教上门"),
        Line("4", ""),
    ]
    assert most_alike(lines, others, least=60.0) == [1, 0, 2, None, None]
    assert most_alike(lines, [], least=60.0) == [None] * len(lines)
