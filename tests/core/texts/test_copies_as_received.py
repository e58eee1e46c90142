"""The five copies as received: all points found, nothing lost, nothing merged, damage counted."""

import json

import pytest

from quanheng.core.texts.cleaning.cleaned import DamageKind, Removed
from quanheng.core.texts.points.point import IrregularKind
from tests.core.texts.copies import COUNTS, every_copy, expected, policy, rebuilt

TITLES = {
    "tc-opinion-2022-official-copy": "关于加强计量技术委员会建设的指导意见",
    "tc-opinion-2022-forum-copy": "关于加强计量技术委员会建设的指导意见",
    "institutions-opinion-2021": "市場監管總局關于促進市場監管系統計量技術機構深化改革和創新發展的指導意見",
    "work-points-2024": "2024年全国计量工作要点",
    "jiangxi-opinions-2022": "江西省人民政府关于加快推进新时代计量工作高质量发展的实施意见",
}


@every_copy
def test_every_numbered_point_is_found_and_the_numbers_are_complete(copy):
    outline = policy(copy).outline
    assert [point.number for point in outline.principals] == list(range(1, COUNTS[copy] + 1))
    assert not [each for each in outline.irregular if each.kind is not IrregularKind.NO_HEADING]
    assert len({point.anchor for point in outline.points}) == len(outline.points)


@every_copy
def test_every_received_character_is_kept_removed_replaced_or_blank(copy):
    read = policy(copy)
    assert rebuilt(read) == read.received.text
    assert read.cleaned.account.balanced
    assert read.cleaned.account.received == len(read.received.text)


@every_copy
def test_every_paragraph_belongs_to_one_point_or_to_none(copy):
    read = policy(copy)
    outline = read.outline
    owned = [*outline.front, *outline.closing, *(index for point in outline.points for index in point.paragraphs)]
    assert sorted(owned) == list(range(len(read.cleaned.paragraphs)))


@every_copy
def test_the_title_is_proposed(copy):
    assert policy(copy).title.text == TITLES[copy]


def test_the_number_and_the_date_are_proposed_where_the_copy_has_them():
    assert policy("tc-opinion-2022-official-copy").number.text == "市监计量发〔2022〕62号"
    assert policy("tc-opinion-2022-forum-copy").dated.isoformat() == "2022-06-28"
    assert policy("institutions-opinion-2021").dated.isoformat() == "2021-10-27"
    assert policy("tc-opinion-2022-forum-copy").number is None


def test_a_damaged_number_is_quoted_as_it_stands_and_marked():
    number = policy("jiangxi-opinions-2022").number
    assert number.damaged
    assert number.text.count("?") == 3


def test_601_pinyin_annotations_are_removed_and_other_brackets_kept():
    cleaned = policy("institutions-opinion-2021").cleaned
    assert cleaned.removed_by_reason == {Removed.PINYIN: 601}
    text = "".join(each.text for each in cleaned.paragraphs)
    for kept in ("(UTC)", "(元器件)", "(廳、委)"):
        assert kept in text


def test_traditional_characters_are_reported_and_left_as_they_are():
    cleaned = policy("institutions-opinion-2021").cleaned
    assert cleaned.traditional
    assert cleaned.beyond_gb2312 > 1000
    assert not policy("work-points-2024").cleaned.traditional


def test_a_signature_does_not_belong_to_the_last_point():
    read = policy("institutions-opinion-2021")
    assert len(read.outline.closing) == 2
    assert len(read.outline.principals[-1].paragraphs) == 1


def test_a_missing_full_stop_after_a_heading_is_reported_not_supplied():
    irregular = policy("work-points-2024").outline.irregular
    assert [(each.kind, each.anchor) for each in irregular] == [(IrregularKind.NO_HEADING, "2")]


def test_what_the_page_break_cut_is_joined_and_listed():
    joins = policy("tc-opinion-2022-official-copy").cleaned.joins
    assert len(joins) == 6
    assert not any(policy(copy).cleaned.joins for copy in COUNTS if copy != "tc-opinion-2022-official-copy")


def test_characters_before_a_lost_bracket_are_kept_and_a_reading_is_proposed():
    damages = policy("jiangxi-opinions-2022").cleaned.damages
    altered = [each for each in damages if each.kind is DamageKind.ALTERED]
    assert {(each.text, each.proposal) for each in altered} == {
        ("9", ":"),
        ("、", "。"),
        ("(", ")"),
        ("屔", "展"),
        ("於", "施"),
        ("栆", "标"),
    }
    assert len(altered) == 28  # and one question mark, which is lost


def test_damaged_places_of_the_text_are_counted_and_shown():
    read = policy("jiangxi-opinions-2022")
    inside = [each for each in read.cleaned.damages if each.paragraph is not None]
    lost = [each for each in inside if each.kind is DamageKind.LOST]
    question_marks = sum(each.text.count("?") for each in read.cleaned.paragraphs)
    assert len(lost) == question_marks
    for each in inside:
        assert read.cleaned.paragraphs[each.paragraph].text[each.at] == each.text
        assert each.text in each.context


@pytest.mark.parametrize("copy", [copy for copy in COUNTS if copy != "jiangxi-opinions-2022"])
def test_the_other_copies_have_no_damaged_place(copy):
    assert policy(copy).cleaned.damages == ()


@every_copy
def test_the_result_can_be_written_as_json(copy):
    plain = policy(copy).as_plain()
    assert json.loads(json.dumps(plain, ensure_ascii=False)) == json.loads(json.dumps(plain, ensure_ascii=False))
    assert plain["outline"]["principal"] == "point"


def test_the_expected_paragraphs_are_there():
    assert all(expected(copy) for copy in COUNTS)
