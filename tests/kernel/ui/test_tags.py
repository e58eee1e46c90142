"""Every tag of the design system renders, escapes what it is given, and says in words what its colour says."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from quanheng.core.basis import Basis
from quanheng.kernel.records import Confidence
from quanheng.kernel.ui import badges, citations, words

EVIL = "<script>alert('x')</script>\"onload=\"y"


@pytest.fixture(autouse=True)
def _no_register_of_law(monkeypatch):
    """Titles of instruments come from the register of law; here there is none."""
    monkeypatch.setattr(citations, "_title_sources", [])


def shown(source, **context):
    return Template(source).render(Context(context))


def record(**changes):
    fields = {"source": "公告", "synthetic": False, "confidence": Confidence.A, **changes}
    fields["get_confidence_display"] = lambda: Confidence(fields["confidence"]).label
    return SimpleNamespace(**fields)


GALLERY = {
    "page_header": (
        "{% page_header v lead=v eyebrow=v %}{{ v }}{% end_page_header %}",
        ["<h1>", "page-header__lead", "page-header__eyebrow", "page-header__actions"],
    ),
    "panel": ('{% panel title=v id="facts" tone="legal" %}{{ v }}{% end_panel %}', ["<h2", 'id="facts"']),
    "facts": ("{% facts %}{% fact v %}{{ v }}{% end_fact %}{% end_facts %}", ["<dl", "<dt>", "<dd>"]),
    "status_badge": ("{% status_badge v v presumed=True %}", ["badge--neutral", "<svg", "推定"]),
    "tag": ("{% tag v %}", ['class="tag"']),
    "notice": ('{% notice "warn" title=v %}{{ v }}{% end_notice %}', ["notice--warn", "<svg"]),
    "empty": ("{% empty v hint=v %}{{ v }}{% end_empty %}", ["empty__title", "empty__hint", "empty__ways"]),
    "icon": ('{% icon "search" label=v %}', ['role="img"', "#search"]),
    "ymd": ("{{ v|ymd }}", []),
    "provenance": ("{% provenance record %}", ["来源：", "可信度：", "A 封面或目录页所见"]),
    "basis": ("{% basis basis title=v %}", ["依据：", "未核实"]),
    "asof_picker": ("{% asof_picker day %}", ['type="date"', 'name="on"', 'value="2024-10-12"', 'name="q"']),
    "tabs": ("{% tabs %}{% tab v v True %}{% tab v v %}{% end_tabs %}", ['aria-current="page"', "<nav"]),
    "crumb": ("{% crumb v v %}{% crumb v %}", ["<li><a href=", 'aria-current="page"']),
    "highlight": ("{% highlight v 'alert' %}", ["<mark>alert</mark>"]),
    "copy": ("{% copy v %}", ["data-copy=", "复制"]),
}


@pytest.mark.parametrize("name", GALLERY)
def test_a_tag_renders_and_escapes_what_it_is_given(name):
    source, expected = GALLERY[name]
    html = shown(
        source,
        v=EVIL,
        record=record(source=EVIL),
        basis=Basis("metrology-law-2018", EVIL, source=EVIL),
        day=date(2024, 10, 12),
        request=RequestFactory().get("/specifications/", {"q": EVIL, "page": "3", "on": "2020-01-01"}),
    )
    for part in expected:
        assert part in html
    assert "<script>" not in html
    assert '"onload="' not in html


def test_trusted_html_inside_a_block_is_kept():
    assert "<b>5</b>" in shown("{% panel title='x' %}<b>{{ n }}</b>{% end_panel %}", n=5)


def test_an_empty_block_makes_no_empty_box():
    assert "page-header__actions" not in shown("{% page_header 'x' %} {% end_page_header %}")
    assert "<dd>—</dd>" in shown("{% fact 'x' %} {% end_fact %}")


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (date(2024, 10, 12), '<time class="nowrap" datetime="2024-10-12">2024-10-12</time>'),
        ("2024-10-12", '<time class="nowrap" datetime="2024-10-12">2024-10-12</time>'),
        (datetime(2024, 10, 11, 17, tzinfo=UTC), '<time class="nowrap" datetime="2024-10-12">2024-10-12</time>'),
        (None, "—"),
        ("", "—"),
        ("2024<", "2024&lt;"),
    ],
)
def test_days_are_iso_and_unknown_days_a_dash(value, html):
    assert words.ymd(value) == html


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (3286, "3\u202f286"), (None, "—")])
def test_counts_have_groups_of_three_digits(number, text):
    assert words.grouped(number) == text


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("定量包装商品净含量", "净含量", "定量包装商品<mark>净含量</mark>"),
        ("定量包装商品净含量", "包装 定量", "<mark>定量包装</mark>商品净含量"),
        ("JJF 1070-2023", "jjf", "<mark>JJF</mark> 1070-2023"),
        ("净重与含量", "净含量", "净重与<mark>含量</mark>"),
        ("a<b", "<", "a<mark>&lt;</mark>b"),
        ("秤", "秤", "<mark>秤</mark>"),
        ("İstanbul x", "x", "İstanbul <mark>x</mark>"),
        ("无关", "", "无关"),
        ("", "x", ""),
    ],
)
def test_the_words_of_a_query_are_marked(text, query, html):
    assert words.highlight(text, query) == html


def test_a_status_is_told_by_sign_and_word_not_by_colour_alone():
    signs = {}
    for status, look in badges.LOOKS.items():
        html = badges.status_badge(status, "词")
        assert f"#{look.sign}" in html
        assert "词" in html
        signs.setdefault(look.sign, set()).add(look.tone)
    assert all(len(tones) == 1 for tones in signs.values()), "one sign must not stand for two tones"
    in_law = ["not_issued", "upcoming", "in_force", "partly_replaced", "replaced", "abolished", "unknown"]
    assert len({badges.LOOKS[status].sign for status in in_law}) == len(in_law)


def test_a_presumed_status_says_so_in_a_word():
    assert "推定" in badges.status_badge("in_force", "现行", presumed=True)
    assert "推定" not in badges.status_badge("in_force", "现行")


@pytest.mark.parametrize(("status", "word"), [("confirmed", "已核实"), ("analog", "类比"), ("assumed", "未核实")])
def test_a_basis_says_how_sure_it_is(status, word):
    html = citations.basis_line(Basis("metrology-law-2018", "第十条", status))
    assert word in html
    assert 'href="/law/metrology-law-2018/10/"' in html


def test_a_basis_without_an_article_links_to_the_whole_instrument():
    assert 'href="/law/x/"' in citations.basis_line(Basis("x"))
    assert citations.basis_line(None) == ""


def test_the_register_of_law_names_the_instrument():
    assert citations.instrument_title("metrology-law-2018") == "metrology-law-2018"
    citations.name_instruments_with({"metrology-law-2018": "计量法"}.get)
    assert "《计量法》第十条" in citations.basis_line(Basis("metrology-law-2018", "第十条"))
    assert citations.instrument_title("unknown") == "unknown"


def test_addresses_in_chinese_text_end_where_the_chinese_begins():
    html = citations.with_links("公告 https://www.samr.gov.cn/a?b=1&c=2，封面。")
    assert 'href="https://www.samr.gov.cn/a?b=1&amp;c=2"' in html
    assert html.endswith("</a>，封面。")


def test_synthetic_records_are_marked():
    assert "合成数据" in citations.provenance_line(record(synthetic=True))
    assert "合成数据" not in citations.provenance_line(record())


def test_a_data_block_cannot_be_left():
    html = shown("{% jsonld data %}", data={"name": "</script><b>", "on": date(2024, 1, 1), "题": "规范&"})
    assert html.count("</script>") == 1
    assert html.startswith('<script type="application/ld+json">')
    assert "规范" in html
    assert "2024-01-01" in html


def test_the_page_parameter_is_dropped_when_the_day_changes():
    request = RequestFactory().get("/x/", {"kind": ["a", "b"], "page": "3", "on": "2020-01-01"})
    html = shown("{% asof_picker day %}", day=date(2024, 10, 12), request=request)
    assert html.count('name="kind"') == 2
    assert 'name="page"' not in html
    assert html.count('name="on"') == 1
