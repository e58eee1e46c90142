"""Lists of responsible bodies: cut into names, joined again, in every form that policies use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.texts.proposals.bodies import body_lists, with_implied
from quanheng.core.texts.proposals.body_names import Duty, names, with_verbs
from tests.core.texts.copies import policy, raw

NAMES = "省市场监管局 省科技厅 各市 县〔区〕人民政府 各设区市人民政府 省工业和信息化厅 各 省 a 9"
BETWEEN = "等 和 会同 牵头 配合 按职责分工负责 、 ， , ； 。 （ ） ( ) 责任单位： 牵头单位: 以下责任单位均包括"
WORDS = st.lists(st.sampled_from([*NAMES.split(), *BETWEEN.split()]), max_size=25).map("".join)


def found(text):
    return [(body.name, body.duty) for each in body_lists(0, text) for body in each.bodies]


def responsible(*bodies):
    return [(body, Duty.RESPONSIBLE) for body in bodies]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("做事。（责任单位：省市场监管局、省科技厅）", responsible("省市场监管局", "省科技厅")),
        ("做事。(责任单位:省市场监管局,省科学院(", responsible("省市场监管局", "省科学院")),
        (
            "责任单位：各市、县〔区〕人民政府，省工业和信息化厅。",
            responsible("各市、县〔区〕人民政府", "省工业和信息化厅"),
        ),
        ("（责任单位：各设区市、县（市、区）人民政府）", responsible("各设区市、县（市、区）人民政府")),
        ("（责任部门：市场监管总局和科技部）", responsible("市场监管总局", "科技部")),
        ("（责任单位：省文化和旅游厅、省住房和城乡建设厅）", responsible("省文化和旅游厅", "省住房和城乡建设厅")),
        ("（责任单位：省市场监管局等有关部门）", responsible("省市场监管局")),
        ("（省市场监管局、省科技厅按职责分工负责）", responsible("省市场监管局", "省科技厅")),
        (
            "（省市场监管局牵头，省科技厅、省财政厅配合）",
            [("省市场监管局", Duty.LEAD), ("省科技厅", Duty.SUPPORT), ("省财政厅", Duty.SUPPORT)],
        ),
        (
            "（牵头单位：省市场监管局；配合单位：省科技厅、省财政厅）",
            [("省市场监管局", Duty.LEAD), ("省科技厅", Duty.SUPPORT), ("省财政厅", Duty.SUPPORT)],
        ),
        ("（市场监管总局会同科技部负责）", [("市场监管总局", Duty.LEAD), ("科技部", Duty.RESPONSIBLE)]),
        ("建立省市场监管局牵头的协作机制，各有关部门配合。", []),
        ("（以下简称《规划》）由各方负责。", []),
        ("落实（企业）主体责任（责任单位不明）", []),
        ("", []),
    ],
)
def test_a_list_gives_its_bodies(text, bodies):
    assert found(text) == bodies


def test_a_list_that_ends_with_others_says_so():
    (each,) = body_lists(0, "（责任单位：省市场监管局等有关部门）")
    assert each.open_ended


@given(WORDS)
def test_the_pieces_of_a_list_joined_are_the_list(text):
    for cut in (names(text, Duty.RESPONSIBLE), with_verbs(text)):
        assert "".join(piece.text for piece in cut) == text
    for each in body_lists(3, text):
        assert text[each.quote.start : each.quote.end] == each.quote.text
        assert "".join(piece.text for piece in each.pieces) == each.listed.text
        for body in each.bodies:
            assert body.name == body.quote.text == text[body.quote.start : body.quote.end]


def test_a_remark_adds_bodies_to_every_later_list():
    first = body_lists(0, "（责任单位：省局。以下责任单位中均包括各市、县人民政府，不再单独列出）")
    later = body_lists(1, "（责任单位：省科技厅）")
    lists = with_implied([*first, *later])
    assert lists[0].implied == ()
    assert [body.name for body in lists[1].implied] == ["各市、县人民政府"]
    assert lists[1].implied[0].quote.paragraph == 0


def test_every_list_of_the_jiangxi_opinions_is_cut_into_bodies_and_joined_again():
    read = policy("jiangxi-opinions-2022")
    received = raw("jiangxi-opinions-2022").read_text(encoding="utf-8")
    lists = [each for proposed in read.proposed for each in proposed.body_lists]
    assert len(lists) == received.count("(责任单位:") == 24
    for each in lists:
        paragraph = read.cleaned.paragraphs[each.quote.paragraph].text
        assert paragraph[each.listed.start : each.listed.end] == each.listed.text
        assert "".join(piece.text for piece in each.pieces) == each.listed.text
        rest = paragraph[each.listed.end :].removeprefix("。").removeprefix(each.remark.text if each.remark else "")
        assert rest in {")", "("}, "the list goes on to the end of its bracket"
        for body in each.bodies:
            assert not set(body.name) & set(",，;；。")
            assert "、" not in body.name or body.name.startswith("各")


def test_the_bodies_of_the_jiangxi_opinions_are_those_of_the_province():
    read = policy("jiangxi-opinions-2022")
    named = {body.name for proposed in read.proposed for body in proposed.bodies}
    assert len(named) == 23
    assert {"省市场监管局", "省委网信办", "国网江西省电力公司", "各市、县〔区〕人民政府"} <= named
    everywhere = [proposed for proposed in read.proposed if proposed.body_lists]
    assert all("各市、县〔区〕人民政府" in {body.name for body in each.bodies} for each in everywhere)
