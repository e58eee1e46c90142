"""Files that cannot be read are refused with their reason; files that can be read in part say what is damaged."""

import io
import zipfile

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.texts.cleaning.cleaned import DamageKind
from quanheng.core.texts.policy import read_policy
from quanheng.core.texts.reading import limits, read
from quanheng.core.texts.refusal import Refusal, TextRefused
from tests.core.texts import made


def refused(data):
    with pytest.raises(TextRefused) as caught:
        read_policy(data, "坏文件")
    assert "坏文件" in str(caught.value)
    return caught.value


def text_or_refusal(data):
    """The text that was read, or the reason of the refusal: never another error."""
    try:
        return read_policy(data, "x").received.text
    except TextRefused as refusal:
        return refusal.reason


def package(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def picture_pdf():
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 300)
    document.new_page(300, 300)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# An empty page behind the password "secret": RC4, revision 2.
LOCKED = b"""%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj
4 0 obj <</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>> endobj
trailer <</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>
""" % (b"ab" * 32, b"cd" * 32)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b" \r\n\t", Refusal.EMPTY),
        (b"\xef\xbb\xbf \n", Refusal.EMPTY),
        (b"<html><body> <br> </body></html>", Refusal.EMPTY),
        (b"\x00\x01\x02\x03" * 100, Refusal.NOT_TEXT),
        (bytes(range(256)) * 40, Refusal.NOT_TEXT),
        (b"\xff\xfe" + b"\x00\xd8" * 5000, Refusal.ENCODING),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Refusal.NOT_READ),
        (b"{\\rtf1 \\'d2\\'bb}", Refusal.NOT_READ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.NOT_READ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Refusal.ENCRYPTED),
        (package(xl__workbook_xml="<x/>"), Refusal.NOT_READ),
        (package(a="b"), Refusal.NOT_READ),
        (package(word__document_xml="<x/>"), Refusal.DAMAGED_FILE),
        (package(word__document_xml="<x"), Refusal.DAMAGED_FILE),
        (b"PK\x03\x04" + bytes(100), Refusal.DAMAGED_FILE),
        (b"%PDF-1.7\nnothing", Refusal.DAMAGED_FILE),
        (LOCKED, Refusal.ENCRYPTED),
        (picture_pdf(), Refusal.SCANNED),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, reason):
    assert refused(data).reason is reason


def test_a_scanned_pdf_says_how_many_pages_have_no_text():
    assert refused(picture_pdf()).values == {"pages": 2}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_docx_cut_off_anywhere_is_refused(share):
    whole = made.as_docx()
    assert refused(whole[: int(len(whole) * share)]).reason is Refusal.DAMAGED_FILE


def test_a_docx_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = package(word__document_xml=b" " * (limits.LARGEST_UNPACKED // 100 * 101))
    assert len(bomb) < 1_000_000
    assert refused(bomb).reason is Refusal.BOMB


def test_a_docx_that_lies_about_its_size_is_refused_while_unpacking(monkeypatch):
    monkeypatch.setattr("quanheng.core.texts.reading.package.LARGEST_UNPACKED", 5_000)
    data = bytearray(package(word__document_xml=b" " * 500_000))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(signature) + offset
        data[at : at + 4] = (100).to_bytes(4, "little")
    assert refused(bytes(data)).reason in {Refusal.BOMB, Refusal.DAMAGED_FILE}


def test_entities_of_a_docx_are_not_expanded():
    lines = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "x" * 10}">' for i in range(9))
    document = f"<!DOCTYPE d [{lines}]><document><body><p><r><t>前&a8;后</t></r></p></body></document>"
    assert text_or_refusal(package(word__document_xml=document)) in {"前后", Refusal.DAMAGED_FILE}


def test_a_part_of_the_machine_is_not_read_through_a_docx(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    document = f"{entity}<document><body><p><r><t>前&x;</t></r></p></body></document>"
    assert text_or_refusal(package(word__document_xml=document)) in {"前", Refusal.DAMAGED_FILE}


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 10_000_000,
        "计".encode() * 3_400_000,
        b"<p>" + "计".encode() * 1_500_000 + b"</p><p></p><p></p>",
        "计\n".encode() * 250_000,
        b"<html>" + b"<p>x</p>" * 300_000,
    ],
    ids=[
        "one line of 10 MB",
        "one Chinese line of 10 MB",
        "one paragraph of a page",
        "a million lines",
        "a page of lines",
    ],
)
def test_too_much_text_is_refused(data):
    assert refused(data).reason in {
        Refusal.TOO_LONG,
        Refusal.LINE_TOO_LONG,
        Refusal.TOO_MANY_LINES,
        Refusal.TOO_LARGE,
    }


def test_a_file_beyond_the_limit_is_refused_unread():
    assert refused(b"x" * (limits.LARGEST_FILE + 1)).reason is Refusal.TOO_LARGE


def test_a_page_nested_too_deeply_is_refused_not_cut():
    page = "<html><body>" + "<div>" * 3000 + "深处的正文" + "</div>" * 3000
    assert refused(page.encode()).reason is Refusal.DAMAGED_FILE


@pytest.mark.parametrize("start", ["<a ", "<!--", "<a b=", "</", "<![CDATA[", "&#", "<table>", "<a href='"])
def test_a_page_of_nothing_but_openings_is_read_or_refused(start):
    """Each of these takes parsers of the naive kind hours."""
    assert text_or_refusal(f"<html><p>正文</p>{start * 200_000}".encode())


REPEATED = [
    "(",
    "责任单位：",
    "<p ",
    "2025年",
    "?",
    "一、",
    "“",
    "/p>",
    "&nbsp;",
    "（省局",
    "省局和",
    "（省局牵头",
    "1.",
]


LONG = [each * (100_000 // len(each)) for each in REPEATED]
LONG += ["（责任单位：" + "各、" * 40_000, "（责任单位：省局" + "省局和" * 30_000, "计(jì" * 20_000, "计(jì)" * 20_000]


@pytest.mark.parametrize("line", LONG, ids=range(len(LONG)))
def test_a_line_of_one_thing_repeated_is_read(line):
    policy = read_policy(f"一、总则\n（一）{line}".encode(), "a.txt")
    assert policy.cleaned.account.balanced


def test_a_damaged_byte_is_counted_located_and_kept_as_a_mark():
    data = bytearray("一、总则\n（一）计量单位制。\n".encode())
    at = data.index("单".encode()) + 1
    data[at] = 0xFF
    policy = read_policy(bytes(data), "a.txt")
    assert policy.received.encoding == "utf-8"
    damaged = [each for each in policy.cleaned.damages if each.kind is DamageKind.BYTES]
    assert [each.place.line for each in damaged] == [2] * len(damaged)
    assert "".join(each.evidence for each in damaged) == bytes(data[at - 1 : at + 2]).hex()
    assert policy.received.bad_bytes[0].offset == at - 1
    assert "\ufffd" in policy.cleaned.paragraphs[1].text


def test_a_text_cut_off_inside_a_character_keeps_all_that_is_whole():
    data = "（一）推进计量工作。".encode()
    policy = read_policy(data[:-1], "a.txt")
    assert policy.cleaned.paragraphs[0].text == "（一）推进计量工作\ufffd"
    assert policy.received.encoding == "utf-8"


def test_damaged_gb18030_stays_gb18030():
    data = bytearray(made.as_txt("gb18030"))
    data[101] = 0xFF
    received = read(bytes(data), "a.txt")
    assert received.encoding == "gb18030"
    assert len(received.bad_bytes) <= 2


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"\xff\xfe"]))
def test_nothing_but_the_named_refusal_is_ever_raised(data, start):
    assert text_or_refusal(start + data)


@given(st.integers(0, 40_000), st.integers(0, 255))
def test_a_docx_with_a_changed_byte_is_read_or_refused(at, byte):
    data = bytearray(DOCX)
    data[at % len(data)] = byte
    assert text_or_refusal(bytes(data))


@given(st.integers(0, 400_000), st.integers(0, 255))
def test_a_pdf_with_a_changed_byte_is_read_or_refused(at, byte):
    data = bytearray(PDF)
    data[at % len(data)] = byte
    assert text_or_refusal(bytes(data))


DOCX, PDF = made.as_docx(), made.as_pdf()
