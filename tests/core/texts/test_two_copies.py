"""Two copies of one document: the differences that are known, and the laws that hold for any two texts."""

from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.texts.comparing import Level, compare
from quanheng.core.texts.comparing.folding import folded
from quanheng.core.texts.comparing.found import Operation, PartKind
from quanheng.core.texts.policy import read_policy
from tests.core.texts.copies import differences, every_copy, policy

FORUM, OFFICIAL = "tc-opinion-2022-forum-copy", "tc-opinion-2022-official-copy"
NUMBERED = ["一、总则", "（一）目的。为了加强管理。", "(二)原则", "(三)目标。全覆盖?"]
PLAIN = ["——坚持统一。", "到2025年,达到90%。", "附件", "2022年6月28日"]
texts = st.lists(st.sampled_from(NUMBERED + PLAIN), min_size=1, max_size=12).map("\n".join)


def text(words):
    return read_policy(words.encode(), "copy.txt")


def around(before, after):
    """Words around a difference, wherever among equal dashes it is seen."""
    return before.rstrip("—")[-12:], after.lstrip("—")[:12]


def test_the_two_copies_differ_in_the_eight_known_places():
    found = compare(policy(FORUM), policy(OFFICIAL)).in_points
    known = differences()
    assert len(found) == len(known) == 8
    for ours, theirs in zip(found, known, strict=True):
        assert (ours.operation, ours.one.text, ours.two.text) == (
            theirs["op"],
            theirs["forum_text"],
            theirs["ocr_text"],
        )
        assert around(ours.before, ours.after) == around(theirs["context_before"], theirs["context_after"])


def test_four_of_them_change_what_is_read():
    comparison = compare(policy(FORUM), policy(OFFICIAL))
    assert comparison.by_level == {Level.PUNCTUATION: 4, Level.WORDING: 4}
    assert [each.anchor for each in comparison.wording] == ["10", "11", "17", "18"]
    assert [each.operation for each in comparison.wording] == [
        Operation.DELETE,
        Operation.REPLACE,
        Operation.DELETE,
        Operation.REPLACE,
    ]


def test_every_point_has_its_partner_and_spaces_are_only_counted():
    comparison = compare(policy(FORUM), policy(OFFICIAL))
    assert comparison.same_points == len(comparison.pairs) == 26
    assert all(pair.one == pair.two for pair in comparison.pairs)
    assert sum(pair.layout for pair in comparison.pairs) == 4  # 到 2025 年, 到 2035 年


def test_head_and_signature_are_compared_apart():
    front = [each for each in compare(policy(FORUM), policy(OFFICIAL)).differences if each.part is PartKind.FRONT]
    assert [(each.operation, each.level) for each in front] == [
        (Operation.INSERT, Level.WORDING),
        (Operation.INSERT, Level.PUNCTUATION),
        (Operation.DELETE, Level.WORDING),
    ]


def test_the_other_way_round_inserts_are_deletes():
    there, back = compare(policy(FORUM), policy(OFFICIAL)), compare(policy(OFFICIAL), policy(FORUM))
    assert [(each.one.text, each.two.text) for each in there.in_points] == [
        (each.two.text, each.one.text) for each in back.in_points
    ]


@every_copy
def test_a_copy_does_not_differ_from_itself(copy):
    comparison = compare(policy(copy), policy(copy))
    assert comparison.differences == ()
    assert all(pair.similarity == 1 and not pair.layout for pair in comparison.pairs)


def test_a_difference_at_a_damaged_place_is_no_other_wording():
    one, two = text("一、目标\n(一)时间。?025年完成。"), text("一、目标\n(一)时间。到2025年完成。")
    (found,) = compare(one, two).differences
    assert (found.level, found.one.text, found.two.text) == (Level.DAMAGED, "?025", "到2025")


def test_a_point_of_one_copy_alone_is_a_difference():
    one, two = text("一、甲\n(一)乙。内容一。\n(二)丙。另外的事情。"), text("一、甲\n(一)乙。内容一。")
    comparison = compare(one, two)
    assert [(pair.one, pair.two) for pair in comparison.pairs][-1] == ("2", None)
    assert [each.operation for each in comparison.differences] == [Operation.DELETE]


def test_long_texts_are_compared_by_sentence():
    sentences = [f"第{number}句话的内容是{number * 7}。" for number in range(800)]
    other = [*sentences[:400], "这里多了一句。", *sentences[400:]]
    comparison = compare(text("\n".join(sentences)), text("\n".join(other)))
    assert [(each.operation, each.two.text) for each in comparison.differences] == [
        (Operation.INSERT, "这里多了一句。")
    ]


@given(texts, texts)
def test_differences_account_for_every_character_and_stand_where_they_say(first, second):
    one, two = text(first), text(second)
    differences = compare(one, two).differences
    gained = sum(len(each.two.text) - len(each.one.text) for each in differences)
    assert gained == len(words(two)) - len(words(one))
    for each in differences:
        for side, read in ((each.one, one), (each.two, two)):
            assert words(read, side.paragraph, side.at).startswith(side.text)


def words(read, paragraph=0, at=0):
    """The folded text from a place on."""
    paragraphs = read.cleaned.paragraphs[paragraph:]
    return folded("".join(each.text for each in paragraphs)[at:])


def test_texts_of_nothing_but_points_have_no_front():
    assert compare(text("一、总则"), text("一、总则")).differences == ()
