"""The same document as TXT, HTML, DOCX and PDF gives the same points; what a format holds beside text is reported."""

import pytest

from quanheng.core.texts.cleaning.cleaned import Removed
from quanheng.core.texts.policy import read_policy
from quanheng.core.texts.proposals.targets import Bound
from quanheng.core.texts.received import Kind, OmissionKind
from tests.core.texts import made

FORMS = {
    "utf-8": (made.as_txt, Kind.TXT, "utf-8"),
    "gb18030": (lambda: made.as_txt("gb18030"), Kind.TXT, "gb18030"),
    "utf-16 with its mark": (lambda: made.as_txt("utf-16"), Kind.TXT, "utf-16-le"),
    "utf-16 without its mark": (lambda: made.as_txt("utf-16-be"), Kind.TXT, "utf-16-be"),
    "html": (made.as_html, Kind.HTML, "utf-8"),
    "html in gb2312": (lambda: made.as_html("gb2312"), Kind.HTML, "gb18030"),
    "docx": (made.as_docx, Kind.DOCX, "utf-8"),
    "pdf": (made.as_pdf, Kind.PDF, "unicode"),
}


@pytest.fixture(params=FORMS)
def form(request):
    return request.param


def read(form):
    return read_policy(FORMS[form][0](), "a name that says nothing")


def test_the_kind_and_the_encoding_are_found_by_content(form):
    received = read(form).received
    assert (received.kind, received.encoding) == FORMS[form][1:]


def test_every_form_gives_the_same_points_with_the_same_words(form):
    policy = read(form)
    assert [point.anchor for point in policy.points] == made.ANCHORS
    own = [each for each in policy.cleaned.paragraphs if not each.text.startswith("附件")]
    assert [each.text for each in own] == made.LINES
    assert policy.title.text == made.TITLE
    assert policy.dated.isoformat() == "2026-03-15"


def test_every_form_gives_the_same_proposals(form):
    policy = read(form)
    bodies = {each.anchor: [body.name for body in each.bodies] for each in policy.proposed if each.bodies}
    assert bodies == {
        "3": ["市市场监管局", "市商务局", "各县〔区〕人民政府"],
        "4": ["市市场监管局", "市工业和信息化局"],
    }
    latest = [each.latest for proposed in policy.proposed for each in proposed.deadlines if each.latest]
    assert [each.isoformat() for each in latest] == ["2027-12-31", "2026-12-31"]
    targets = [(each.value, each.unit, each.bound) for proposed in policy.proposed for each in proposed.targets]
    assert targets == [
        ("120", "项", Bound.AT_LEAST),
        ("98", "%", Bound.REACH),
        ("95", "%", Bound.AT_LEAST),
        ("300", "家", Bound.AT_LEAST),
    ]


@pytest.mark.parametrize("height", ["80mm", "95mm", "120mm", "297mm"])
def test_a_paragraph_of_a_pdf_goes_on_over_the_page_break(height):
    body = "\n\n".join(map(made.escaped, made.LINES[2:]))
    policy = read_policy(made.typeset(body, height), "a.pdf")
    assert [each.text for each in policy.cleaned.paragraphs if "公报" not in each.text] == made.LINES[2:]
    pages = {line.page for line in policy.received.lines}
    furniture = [each for each in policy.cleaned.listed if each.reason is Removed.FURNITURE]
    assert len(furniture) == (2 * len(pages) if len(pages) > 1 else 1)


def test_navigation_of_a_page_is_removed_and_told():
    policy = read("html")
    removed = {each.text for each in policy.cleaned.listed if each.reason is Removed.NAVIGATION}
    assert {"首页", "政务公开", "分享到：微信"} <= removed
    kinds = {each.kind: each for each in policy.received.omissions}
    assert set(kinds) == {OmissionKind.SCRIPT, OmissionKind.HIDDEN, OmissionKind.COMMENT}
    assert kinds[OmissionKind.COMMENT].sample == "一、注释不是正文"


def test_a_link_to_an_annex_is_text():
    assert "附件：名单.pdf" in [each.text for each in read("html").cleaned.paragraphs]


def test_a_class_that_says_navigation_around_the_whole_text_removes_nothing():
    lines = "".join(f"<p>{line}</p>" for line in made.LINES)
    policy = read_policy(f'<html><body><div class="nav footer">{lines}</div></body></html>'.encode(), "a.html")
    assert [each.text for each in policy.cleaned.paragraphs] == made.LINES


def test_lines_of_a_page_say_where_they_stand():
    first = read("html").cleaned.paragraphs[3]
    assert made.as_html().decode().split("\n")[first.place.line - 1].count(first.text) == 1
