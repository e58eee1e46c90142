"""What a DOCX holds besides plain paragraphs: numbers, tables, tracked changes, equations, boxes, notes."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from quanheng.core.texts.policy import read_policy
from quanheng.core.texts.reading import read
from quanheng.core.texts.reading.numbering import numeral
from quanheng.core.texts.received import OmissionKind, Role
from tests.core.texts.made import saved

W = nsdecls("w")
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
LEVELS = """
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%3."/></w:lvl>
"""


def lines(document):
    return read(saved(document), "a.docx").text.split("\n")


def with_list(document):
    """A list of three levels, as Word writes it; returns a function that adds a paragraph of a level."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{LEVELS}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

    def add(text, level):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))

    return add


def test_automatic_numbers_are_printed_and_begin_again_under_the_next_heading():
    document = Document()
    add = with_list(document)
    for text, level in [("总则", 0), ("目的", 1), ("细目", 2), ("依据", 1), ("分则", 0), ("范围", 1)]:
        add(text, level)
    assert lines(document) == ["一、总则", "（一）目的", "1. 细目", "（二）依据", "二、分则", "（一）范围"]
    points = read_policy(saved(document), "a.docx").points
    assert [point.anchor for point in points] == ["s1", "s1_1", "s1_1_1", "s1_2", "s2", "s2_1"]


def test_a_style_may_number_its_paragraphs():
    document = Document()
    with_list(document)
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("总则", 1)
    document.add_heading("分则", 1)
    assert lines(document) == ["一、总则", "二、分则"]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (11, "chineseCounting", "十一"),
        (3, "chineseLegalSimplified", "叁"),
        (2, "ideographTraditional", "乙"),
        (12, "decimalEnclosedCircle", "⑫"),
        (21, "decimalEnclosedCircle", "21"),
        (10, "decimalFullWidth", "１０"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (5, "none", ""),
        (5, "somethingNew", "5"),
    ],
)
def test_a_number_is_printed_in_its_form(number, form, printed):
    assert numeral(number, form) == printed


def test_tracked_insertions_are_in_and_deletions_out_and_counted():
    document = Document()
    paragraph = document.add_paragraph("应为")._p
    paragraph.append(parse_xml(f'<w:ins {W} w:id="1" w:author="a"><w:r><w:t>−10</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f'<w:del {W} w:id="2" w:author="a"><w:r><w:delText>5</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f"<w:r {W}><w:t>℃</w:t></w:r>"))
    received = read(saved(document), "a.docx")
    assert received.text == "应为−10℃"
    (deleted,) = received.omissions
    assert (deleted.kind, deleted.sample) == (OmissionKind.DELETED, "5")


def test_an_equation_leaves_a_mark_and_is_counted():
    document = Document()
    paragraph = document.add_paragraph("示值误差")._p
    paragraph.append(parse_xml(f"<m:oMath {MATH}><m:r><m:t>E=I+½e</m:t></m:r></m:oMath>"))
    paragraph.append(parse_xml(f"<w:r {W}><w:t>不超过</w:t></w:r>"))
    received = read(saved(document), "a.docx")
    assert received.text == "示值误差\ufffc不超过"
    assert received.omissions[0].kind is OmissionKind.EQUATION
    damages = read_policy(saved(document), "a.docx").cleaned.damages
    assert [each.text for each in damages] == ["\ufffc"]


def test_hidden_text_notes_headers_and_boxes_are_counted_with_their_beginning():
    document = Document()
    document.add_paragraph("正文").add_run("藏起来的").font.hidden = True
    document.sections[0].header.paragraphs[0].text = "页眉文字"
    box = f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    document.paragraphs[0]._p.append(parse_xml(box))
    received = read(saved(document), "a.docx")
    assert received.text == "正文"
    assert {(each.kind, each.sample) for each in received.omissions} == {
        (OmissionKind.HIDDEN, "藏起来的"),
        (OmissionKind.HEADER, "页眉文字"),
        (OmissionKind.TEXT_BOX, "框里的字"),
    }


def test_a_table_is_read_row_by_row_and_a_merged_cell_once():
    document = Document()
    table = document.add_table(3, 3)
    for row, texts in enumerate([("指标", "2025年", "2027年"), ("覆盖率", "90%", "95%"), ("合并", "", "")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(2, 0).merge(table.cell(2, 1))
    received = read(saved(document), "a.docx")
    assert received.text.split("\n") == ["指标\t2025年\t2027年", "覆盖率\t90%\t95%", "合并"]
    assert {line.role for line in received.lines} == {Role.CELL}


def test_a_frame_of_one_cell_holds_paragraphs_with_points():
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "一、总则"
    cell.add_paragraph("（一）目的。")
    assert [point.anchor for point in read_policy(saved(document), "a.docx").points] == ["s1", "1"]


def test_a_line_break_inside_a_paragraph_begins_a_line():
    document = Document()
    document.add_paragraph("一、总则").add_run().add_break()
    document.paragraphs[0].add_run("（一）目的。")
    assert lines(document) == ["一、总则", "（一）目的。"]


def test_content_controls_and_links_are_text():
    document = Document()
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的段落</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    paragraph = document.add_paragraph("见")._p
    paragraph.append(parse_xml(f"<w:hyperlink {W}><w:r><w:t>链接</w:t></w:r></w:hyperlink>"))
    assert lines(document) == ["控件里的段落", "见链接"]


def test_pronunciation_beside_characters_is_left_out_and_counted():
    document = Document()
    base = "<w:rubyBase><w:r><w:t>计</w:t></w:r></w:rubyBase>"
    ruby = f"<w:r {W}><w:ruby><w:rt><w:r><w:t>jì</w:t></w:r></w:rt>{base}</w:ruby></w:r>"
    document.add_paragraph("")._p.append(parse_xml(ruby))
    received = read(saved(document), "a.docx")
    assert received.text == "计"
    assert received.omissions[0].kind is OmissionKind.RUBY


def test_a_field_gives_its_result_and_its_code_is_left_out():
    document = Document()
    paragraph = document.add_paragraph("第")._p
    begin, between, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    for xml in (begin, "<w:instrText>PAGE</w:instrText>", between, "<w:t>3</w:t>", end):
        paragraph.append(parse_xml(f"<w:r {W}>{xml}</w:r>"))
    assert lines(document) == ["第3"]
