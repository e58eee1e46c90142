"""How text becomes tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel.search import text


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("天平秤", "天平 平秤 秤"),
        ("秤", "秤"),
        ("天平，砝码", "天平 平 砝码 码"),
        ("总　则", "总则 则"),
        ("第一章\n总则", "第一 一章 章 总则 则"),
        ("JJF1070", "jjf 1070"),
        ("JJF 1070.1—2023", "jjf 1070.1 2023"),
        ("±1.5%", "± 1.5 %"),
        ("20℃", "20 ° c"),
        ("2㎡", "2 m 2"),
        ("10³", "10 3"),
        ("3½", "3 1 / 2"),
        ("①计量", "1 计量 量"),
        ("计\u200b量", "计量 量"),
        ("ｋＰａ", "kpa"),
        ("0～100", "0 ~ 100"),
        ("Ω", "ω"),
        ("", ""),
        ("。，！", ""),
    ],
)
def test_a_text_has_these_tokens(written, tokens):
    assert text.tokens(written) == tokens


@pytest.mark.parametrize("dash", "-—–─‐‑‒―－")
def test_every_dash_reads_the_same(dash):
    assert text.tokens(f"JJG 1036{dash}2008") == "jjg 1036 2008"


@pytest.mark.parametrize(
    "written", ["JJF 1070-2023", "jjf1070—2023", "JJF1070 2023", "ＪＪＦ　１０７０－２０２３", "Jjf 1070–2023"]
)
def test_every_spelling_of_a_number_squashes_to_one(written):
    assert text.squash(text.pieces(text.fold(written))) == "jjf1070-2023"


def test_brackets_of_either_width_squash_to_one():
    spellings = ["JJG（冀）121-2015", "JJG(冀) 121-2015", "jjg冀121—2015"]
    assert {text.squash(text.pieces(text.fold(each))) for each in spellings} == {"jjg冀121-2015"}


@given(st.text())
def test_folding_with_origins_gives_the_folded_text(written):
    composed = text.compose(written)
    folded, origins = text.fold_with_origins(composed)
    assert folded == text.fold(written)
    assert len(origins) == len(folded)
    assert origins == sorted(origins)


@given(st.text())
def test_folding_twice_changes_no_token(written):
    assert text.pieces(text.fold(text.fold(written))) == text.pieces(text.fold(written))


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=30), st.data())
def test_any_part_of_a_han_run_is_a_phrase_of_its_tokens(run, data):
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    tokens = text.piece_tokens([run])
    part = text.piece_tokens([run[start:end]])
    if end - start == 1:
        assert any(token.startswith(part[0]) for token in tokens)
    else:
        assert tokens[start : end - 1] == part[:-1]
