"""Whatever the text: nothing raises but a refusal, and every character is accounted for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quanheng.core.texts.cleaning import steps
from quanheng.core.texts.cleaning.account import CharactersLost
from quanheng.core.texts.comparing import compare
from quanheng.core.texts.policy import read_policy
from quanheng.core.texts.refusal import TextRefused
from tests.core.texts.copies import rebuilt

DIRT = [
    "当前位置: 首页 > 政策",
    "来源:某局 发布时间:2024-02-07 打印",
    "关于加强计量工作的意见",
    "一、总体要求",
    "(一)目标。到2025年,覆盖率达到90%。",
    "1. 构建体系。",
    "第二条 计(jì)量(liàng)单(dān)位(wèi)制(zhì)度(dù)。",
    "(责任单位:省市场监管局、各市、县(区)人民政府(/p>",
    '江西省人民政庛/a> 来源9a href="x">',
    "推动申?ldquo;质量?rdquo;&nbsp;&#x4e2d;&bogus;",
    "# 标题",
    "## **四、加粗**",
    "---",
    "- 3 -",
    "上文没有写完而这一行很长很长很长很长很长很长很长,有逗号但是没有句号所以应当接",
    "们继续写完。",
    "附件",
    "2022年6月28日",
    "版权所有 © 某网",
    "<p>正文</p><br/>",
    "　　缩进\u200b\ufeff",
    "\x00\x07\ue000\ufffd",
    "",
]  # fmt: skip
dirty = st.lists(st.one_of(st.sampled_from(DIRT), st.text(max_size=40)), max_size=25).map("\n".join)


def checked(data):
    try:
        read = read_policy(data, "copy")
    except TextRefused:
        return None
    assert rebuilt(read) == read.received.text
    account = read.cleaned.account
    assert account.balanced
    assert account.received == len(read.received.text)
    assert account.kept + sum(len(each.now) for each in read.cleaned.replacements) == sum(
        len(each.text) for each in read.cleaned.paragraphs
    )
    outline = read.outline
    owned = [*outline.front, *outline.closing, *(index for point in outline.points for index in point.paragraphs)]
    assert sorted(owned) == list(range(len(read.cleaned.paragraphs)))
    assert len({point.anchor for point in outline.points}) == len(outline.points)
    return read


@given(dirty)
@example("9a href=x>")
@example("&nbsp;")
def test_any_text_is_read_with_every_character_accounted_for(text):
    checked(text.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_read_or_refused(data):
    checked(data)


@given(dirty, st.integers(0, 2000), st.integers(1, 255), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_a_text_with_a_broken_byte_is_read_or_refused(text, at, change, encoding):
    data = bytearray(text.encode(encoding))
    if data:
        data[at % len(data)] ^= change
    checked(bytes(data))


@given(dirty, dirty)
def test_any_two_texts_can_be_compared(first, second):
    one, two = checked(first.encode()), checked(second.encode())
    if one and two:
        compare(one, two)


@given(dirty)
def test_reading_the_same_bytes_again_gives_the_same(text):
    one, two = checked(text.encode()), checked(text.encode())
    assert one == two


@pytest.mark.parametrize("place", ["text", "removed"])
def test_a_program_fault_that_lost_a_character_would_not_go_unnoticed(place, monkeypatch):
    """The account is made of the parts themselves, so a step that drops something is caught."""

    def lose(sheet):
        if place == "text":
            sheet.rows[0].pieces[0].end -= 1
        else:
            sheet.rows.pop()

    monkeypatch.setattr(steps, "STEPS", (*steps.STEPS, lose))
    with pytest.raises(CharactersLost):
        read_policy("一、总则\n二、分则".encode(), "copy")
