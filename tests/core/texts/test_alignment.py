"""Which article answers to which."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.law.text_files import parse
from quanheng.core.texts.alignment import Change, Labelled, align

TEXTS = (
    "计量检定机构应当按照检定规程开展检定。",
    "使用计量器具的单位应当登记造册并备案。",
    "生产者应当对出厂产品的净含量负责。",
    "标准物质的定级证书有效期为五年。",
    "违反本办法规定的，责令改正，处以罚款。",
)


def numbered(*texts):
    return [Labelled(str(i), text) for i, text in enumerate(texts, start=1)]


def changes(old, new):
    return [(p.old, p.new, p.change) for p in align(numbered(*old), numbered(*new))]


def labelled(path):
    text = parse(path.read_bytes(), path.name)
    return [Labelled(a.anchor, "".join(a.paragraphs)) for a in text.articles], [a.label for a in text.articles]


def test_the_implementing_rules_of_2018_and_2022_align_as_known(shared_data):
    folder = shared_data / "regulations"
    old, old_labels = labelled(folder / "metrology-law-implementing-rules-2018.json")
    new, new_labels = labelled(folder / "metrology-law-implementing-rules-2022.json")
    found = [(new_labels[p.new], old_labels[p.old], f"{p.similarity:.4f}", p.change.value) for p in align(old, new)]
    with (folder / "alignment_implementing_rules_2018_2022.csv").open(encoding="utf-8") as file:
        known = [(r["new_article"], r["old_article"], r["similarity"], r["change"]) for r in csv.DictReader(file)]
    assert len(known) == 60
    assert found == known
    assert sum(row[3] == "amended" for row in found) == 10


def test_a_difference_of_width_alone_is_marked():
    (pair,) = align(numbered("标准(简称甲)，必须合格。"), numbered("标准（简称甲），必须合格。"))
    assert (pair.change, pair.typographic) == (Change.AMENDED, True)


def test_an_inserted_article_is_added_and_the_others_are_renumbered():
    a, b, c, d, _e = TEXTS
    pairs = align(numbered(a, b, c), numbered(a, d, b, c))
    assert [(p.old, p.new, p.change, p.renumbered) for p in pairs] == [
        (0, 0, Change.UNCHANGED, False),
        (None, 1, Change.ADDED, False),
        (1, 2, Change.UNCHANGED, True),
        (2, 3, Change.UNCHANGED, True),
    ]


def test_an_article_that_was_amended_and_renumbered_is_still_found():
    a, b, c, d, _e = TEXTS
    assert changes([a, b, c], [a, d, b + "每年一次。", c]) == [
        (0, 0, Change.UNCHANGED),
        (None, 1, Change.ADDED),
        (1, 2, Change.AMENDED),
        (2, 3, Change.UNCHANGED),
    ]


def test_a_deleted_article_stands_where_it_stood():
    a, b, c, *_rest = TEXTS
    assert changes([a, b, c], [a, c]) == [
        (0, 0, Change.UNCHANGED),
        (1, None, Change.DELETED),
        (2, 1, Change.UNCHANGED),
    ]


def test_an_article_replaced_by_something_else_is_deleted_and_added():
    a, b, _c, d, _e = TEXTS
    assert {change for _o, _n, change in changes([a, b], [a, d])} == {
        Change.UNCHANGED,
        Change.DELETED,
        Change.ADDED,
    }


def test_order_36_and_order_89_can_be_compared(shared_data):
    folder = shared_data / "regulations"
    old, _labels = labelled(folder / "aqsiq-order-36-2002-partial.json")
    new, _labels = labelled(folder / "samr-order-89-2024-partial.json")
    pairs = align(old, new)
    assert (pairs[0].old, pairs[0].new, pairs[0].change) == (0, 0, Change.AMENDED)


@pytest.mark.parametrize("name", ["metrology-law-2018", "product-quality-law-2018"])
def test_a_text_against_itself_is_unchanged(shared_data, name):
    text, _labels = labelled(shared_data / "regulations" / f"{name}.json")
    assert all(p.change is Change.UNCHANGED and p.old == p.new for p in align(text, text))


@given(st.lists(st.sampled_from(TEXTS), max_size=8), st.lists(st.sampled_from(TEXTS), max_size=8))
def test_every_article_stands_in_exactly_one_row(old, new):
    pairs = align(numbered(*old), numbered(*new))
    assert sorted(p.old for p in pairs if p.old is not None) == list(range(len(old)))
    assert [p.new for p in pairs if p.new is not None] == list(range(len(new)))
    assert all((p.change is Change.ADDED) == (p.old is None) for p in pairs)
    assert all((p.change is Change.DELETED) == (p.new is None) for p in pairs)


def test_texts_are_matched_in_the_reverse_order_too():
    assert [(p.old, p.new) for p in align(numbered(*TEXTS), numbered(*reversed(TEXTS)))] == [
        (4, 0),
        (3, 1),
        (2, 2),
        (1, 3),
        (0, 4),
    ]
