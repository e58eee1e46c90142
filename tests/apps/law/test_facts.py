"""The shipped facts about instruments."""

import pytest

from quanheng.apps.law.facts import read
from quanheng.kernel.errors import BadInput

GOOD = """
sources: {}
instruments:
  - slug: a-law
    title: 甲法
    kind: law
    editions:
      - {slug: a-law-2000, issued: 2000-01-01, confidence: A, source: 某处}
"""


def faults_of(tmp_path, text):
    path = tmp_path / "instruments.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read(path)
    return str(caught.value)


def test_the_shipped_file_is_without_fault():
    facts = {edition.slug: edition for instrument in read() for edition in instrument.editions}
    assert len(facts) > 80
    assert facts["samr-order-89-2024"].replaces[0].edition == "aqsiq-order-36-2002"


def test_every_shipped_edition_has_a_source_and_a_confidence():
    for instrument in read():
        for edition in instrument.editions:
            assert edition.source, edition.slug
            assert edition.confidence in "ABCR", edition.slug


def test_a_recalled_edition_says_which_of_its_facts_are_not_verified():
    recalled = [e for i in read() for e in i.editions if e.confidence == "R"]
    assert recalled
    assert all(edition.unverified for edition in recalled)


def test_editions_of_an_instrument_stand_in_the_order_of_time():
    for instrument in read():
        years = [edition.year for edition in instrument.editions if edition.year]
        assert years == sorted(years), instrument.slug


def test_the_good_file_is_read(tmp_path):
    path = tmp_path / "instruments.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read(path)[0].editions[0].year == 2000


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: law", "kind: lore", "第 4 行：kind 应为"),
        ("issued: 2000-01-01", "issued: soon", "第 8 行：issued 应为日期"),
        ("confidence: A", "confidence: Z", "第 8 行：缺少 confidence"),
        ("slug: a-law-2000", "slug: A_law", "第 8 行：slug 只能由"),
        ("source: 某处", "source: 某处, colour: red", "第 8 行：不认识的项“colour”"),
        ("source: 某处", "source: 某处, replaces: [{edition: nothing}]", "replaces 指向未登记的 nothing"),
        ("source: 某处", "source: 某处, effective: 1999-01-01", "施行日期早于公布日期"),
        ("    title: 甲法", "    title: 甲法\n    title: 乙法", "“title”写了两次"),
        ("source: 某处", "source: 某处, unverified: [taste]", "unverified 中的“taste”"),
        ("sources: {}", "sources: {", "不是有效的 YAML"),
    ],
)
def test_a_fault_names_the_line(tmp_path, old, new, said):
    assert said in faults_of(tmp_path, GOOD.replace(old, new))
