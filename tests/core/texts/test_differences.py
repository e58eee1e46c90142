"""What changed between two texts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.texts.differences import Piece, differences, tokens


def shown(old, new):
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(signs[p.kind].format(p.text) for p in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("误差为±0.5 mm。", "误差为±1.5 mm。", "误差为[-±0.5 mm][+±1.5 mm]。"),
        ("应为10℃", "应为-10℃", "应为[-10℃][+-10℃]"),
        ("处以1000元罚款", "处以2000元罚款", "处以[-1000][+2000]元罚款"),
        ("国家质检总局", "国家市场监管总局", "国家[-质检][+市场监管]总局"),
        ("甲乙丙", "甲乙丙", "甲乙丙"),
        ("", "新增。", "[+新增。]"),
        ("删去。", "", "[-删去。]"),
        ("每年一次", "每三年一次", "每[+三]年一次"),
        ("JJG 443-2006", "JJG 443-2015", "JJG 443[--2006][+-2015]"),
        ("甲乙丙", "甲子乙丑丙", "甲[+子]乙[+丑]丙"),
        ("处以二百元罚款", "处以三百万罚款", "处以[-二百元][+三百万]罚款"),
    ],
)
def test_words_and_numbers_change_whole(old, new, expected):
    assert shown(old, new) == expected


def test_tokens_are_numbers_with_units_words_and_characters():
    assert tokens("负载±0.5e,第10条A级") == ["负", "载", "±0.5e", ",", "第", "10", "条", "A", "级"]


TEXT = st.text(alphabet="甲乙丙丁计量法第一二三条，。 \n0123456789.±-eABmm%（）", max_size=60)


@given(TEXT, TEXT)
def test_the_pieces_rebuild_both_texts(old, new):
    pieces = differences(old, new)
    assert "".join(p.text for p in pieces if p.kind != "added") == old
    assert "".join(p.text for p in pieces if p.kind != "removed") == new
    assert all(p.text for p in pieces)
    assert all(a.kind != b.kind for a, b in pairwise(pieces))


@given(TEXT)
def test_a_text_against_itself_is_the_same(text):
    assert differences(text, text) == ([Piece("same", text)] if text else [])
