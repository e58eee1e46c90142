"""Our paragraphs beside those another hand cleaned: the same, or the difference is named here with its reason."""

import re

import pytest

from quanheng.core.texts.cleaning.cleaned import DamageKind
from tests.core.texts.copies import expected, policy


def ours(copy):
    return [each.text for each in policy(copy).cleaned.paragraphs]


@pytest.mark.parametrize("copy", ["work-points-2024", "tc-opinion-2022-forum-copy"])
def test_two_copies_are_the_same_paragraph_for_paragraph(copy):
    assert ours(copy) == expected(copy)


def test_the_official_copy_is_the_same_but_for_a_title_that_the_other_hand_ran_into_the_addressees():
    mine, other = ours("tc-opinion-2022-official-copy"), expected("tc-opinion-2022-official-copy")
    title, addressees = mine[2], mine[3]
    assert title.endswith("的通知")
    assert addressees.endswith("：")
    assert [*mine[:2], title + addressees, *mine[4:]] == other


def test_the_institutions_opinion_is_the_same_but_for_the_other_hands_change_of_script():
    """Every character always became the same one, and only traditional ones became another."""
    mine, other = ours("institutions-opinion-2021"), expected("institutions-opinion-2021")
    assert [len(each) for each in mine] == [len(each) for each in other]
    became: dict[str, set[str]] = {}
    for before, after in zip("".join(mine), "".join(other), strict=True):
        became.setdefault(before, set()).add(after)
    assert all(len(each) == 1 for each in became.values())
    changed = {before for before, after in became.items() if after != {before}}
    assert {each for each in changed if each.encode("gb2312", "ignore")} == {"夥"}


def test_the_jiangxi_opinions_are_the_same_but_for_what_the_other_hand_guessed_or_left_out():
    """The other hand dropped the question marks of lost characters, made every closing quotation mark an opening one,
    wrote the character before a lost < anew (once wrongly: 。 for ：), and left out the number of the document and
    what stands below its text. We keep all of it and mark the damage.
    """
    mine, other = ours("jiangxi-opinions-2022"), expected("jiangxi-opinions-2022")
    assert mine[0] == other[0] + " (赣府发?022?4?"
    assert mine[1] == other[1].removesuffix("。") + "9"
    assert [plain(each) for each in mine[2 : len(other)]] == [plain(each) for each in other[2:]]
    assert len(mine) - len(other) == len(policy("jiangxi-opinions-2022").outline.closing) == 5


def test_with_the_proposed_readings_the_jiangxi_opinions_end_as_the_other_hand_ended_them():
    read = policy("jiangxi-opinions-2022")
    proposed = {each.paragraph: each.proposal for each in read.cleaned.damages if each.kind is DamageKind.ALTERED}
    other = expected("jiangxi-opinions-2022")
    agreed = [index for index, proposal in proposed.items() if index < len(other) and other[index][-1] == proposal]
    left_as_received = [index for index in proposed if index < len(other) and other[index][-1] in "屔於"]
    guessed_otherwise = set(proposed) - set(agreed) - set(left_as_received) - set(read.outline.closing)
    assert len(agreed) == 22
    assert len(left_as_received) == 3
    assert guessed_otherwise == {1}


def plain(text):
    """Without what the other hand changed: question marks, the side of quotation marks, the last character."""
    text = re.sub(r"”\??“", "“", text.replace("?", ""))  # two marks met where words between them were lost
    return text.replace("”", "“").replace("““", "“")[:-1]
