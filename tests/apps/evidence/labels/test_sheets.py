"""What comes out of the printer is read by a camera."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2
import pytest
import typst
import zxingcpp

from quanheng.apps.evidence.labels.sheets import FINEST, SheetFormat, sheet_formats, sheets
from quanheng.core.trust.labels.qr import code_of
from quanheng.kernel.errors import BadInput
from tests.apps.evidence.labels.bench import address_of

DOTS = 300


def codes_on(pdf: bytes, form: SheetFormat) -> list[dict[int, str]]:
    """What a camera reads in each cell of each page, as the printer prints it."""
    pages = []
    with opened(pdf) as document:
        for page in document:
            picture = page.render(scale=DOTS / 72, grayscale=True).to_numpy().squeeze()
            found = {cell: read(cut(picture, form, cell)) for cell in range(form.cells)}
            pages.append({cell: "".join(one.text for one in codes) for cell, codes in found.items() if codes})
            page.close()
    return pages


def read(picture: np.ndarray) -> list[zxingcpp.Barcode]:
    """The QR codes on a picture: a part of one may look like a code of another kind."""
    return list(zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode))


def cut(picture: np.ndarray, form: SheetFormat, cell: int) -> np.ndarray:
    """One label, as it comes off the sheet."""
    row, column = divmod(cell, form.columns)
    width, height = form.label
    x, y = form.left + column * (width + form.gap_x), form.top + row * (height + form.gap_y)
    left, top, right, bottom = (max(0, round(side / 25.4 * DOTS)) for side in (x, y, x + width, y + height))
    return np.ascontiguousarray(picture[top:bottom, left:right])


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    yield document
    document.close()


@contextmanager
def first_page(pdf: bytes) -> Iterator[tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]]:
    with opened(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        yield page, text
        text.close()
        page.close()


def bare(text: pypdfium2.PdfTextPage) -> str:
    """The text without breaks of lines."""
    return re.sub("[\r\n\u200b\ufffe]", "", text.get_text_range())


@pytest.mark.parametrize("key", sheet_formats())
def test_every_code_of_every_format_is_read_from_the_print(bench, key):
    form = sheet_formats()[key]
    labels = [bench.issue(serial=f"SN-{n:06}") for n in range(min(form.cells, 4) + 1)]
    start = max(0, form.cells - 4)
    pdf = sheets(labels, form, start=start)
    wanted: dict[int, dict[int, str]] = {}
    for place, label in enumerate(labels, start):
        wanted.setdefault(place // form.cells, {})[place % form.cells] = address_of(label)
    assert codes_on(pdf, form) == list(wanted.values())
    assert len(wanted) == 2
    with first_page(pdf) as (first, _text):
        assert tuple(round(side / 72 * 25.4, 1) for side in first.get_size()) == form.page


@pytest.mark.parametrize("key", [key for key in sheet_formats() if key != "roll-50x30"])
def test_the_serial_is_the_largest_text_and_nothing_leaves_its_label(bench, key):
    form = sheet_formats()[key]
    label = bench.issue(serial="W" * 40, certificate="C" * 40, name="电" * 30, result="级" * 20)
    pdf = sheets([label], form)
    width, height = (side * 72 / 25.4 for side in form.label)
    with first_page(pdf) as (page, text):
        for told in ("W" * 40, "电" * 30, "级" * 20, label.number):
            assert told in bare(text)
        left, top = form.left * 72 / 25.4, page.get_height() - form.top * 72 / 25.4
        for index in range(text.count_rects()):
            x0, y0, x1, y1 = text.get_rect(index)
            assert (left - 1 <= x0, x1 <= left + width + 1) == (True, True), index
            assert (top - height - 1 <= y0, y1 <= top + 1) == (True, True), index
    heights: dict[str, float] = {}
    with first_page(sheets([bench.issue(serial="SN-7")], form)) as (_page, text):
        for index in range(text.count_chars()):
            _x0, low, _x1, high = text.get_charbox(index)
            character = text.get_text_range(index, 1)
            heights[character] = max(heights.get(character, 0), high - low)
    assert max(heights, key=lambda one: heights[one]) in "SN7"


def test_a_code_that_would_be_too_fine_is_refused_with_a_way_out(bench):
    form = sheet_formats()["roll-50x30"]
    label = bench.issue(serial="W" * 40, certificate="C" * 40, name="电" * 30, result="级" * 20)
    modules = code_of(address_of(label)).modules + 8
    assert form.side / modules < FINEST, "the longest label does not fit the smallest format"
    with pytest.raises(BadInput, match="大一些的规格"):
        sheets([label], form)


def test_what_somebody_typed_is_printed_and_never_read_as_markup(bench):
    label = bench.issue(serial='#"]*_$`\\<x>', name="#set page(width: 1mm)")
    with first_page(sheets([label], sheet_formats()["a4-105x74"])) as (_page, text):
        assert '#"]*_$`\\<x>' in bare(text)
        assert "#set page(width: 1mm)" in bare(text)


def test_the_code_as_svg_is_read_too(bench):
    label = bench.issue()
    source = '#set page(width: 60mm, height: 60mm, margin: 0mm)\n#image(bytes(sys.inputs.svg), format: "svg")'
    pdf = typst.compile(source.encode(), sys_inputs={"svg": code_of(address_of(label)).svg()})
    with opened(pdf) as document:
        [found] = read(document[0].render(scale=3, grayscale=True).to_numpy().squeeze())
    assert found.text == address_of(label)
