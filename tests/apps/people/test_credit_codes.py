import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.people.rules.credit_code import ALPHABET, check_character, fault, normalised

characters = st.sampled_from(ALPHABET)
codes = st.builds(
    lambda start, region, rest: (body := start + region + rest) + check_character(body),
    st.text(characters, min_size=2, max_size=2),
    st.text(st.sampled_from("0123456789"), min_size=6, max_size=6),
    st.text(characters, min_size=9, max_size=9),
)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # the worked example of GB 32100-2015
        "91110000802100433B",  # codes that large companies publish on their own sites
        "914403001922038216",
        "9144030071526726XG",
    ],
)
def test_published_codes_are_accepted(code):
    assert fault(code) == ""


@given(codes)
def test_a_code_with_its_check_character_is_accepted(code):
    assert fault(code) == ""


@given(codes, st.integers(0, 17), characters)
def test_every_change_of_one_character_is_found(code, place, other):
    changed = code[:place] + other + code[place + 1 :]
    assert (fault(changed) == "") == (other == code[place])


@given(codes, st.integers(0, 16))
def test_every_exchange_of_neighbours_is_found(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (fault(swapped) == "") == (swapped == code)


@given(codes, st.integers(0, 16), st.integers(0, 16))
def test_every_exchange_within_the_first_seventeen_characters_is_found(code, one, other):
    listed = list(code)
    listed[one], listed[other] = listed[other], listed[one]
    assert (fault("".join(listed)) == "") == ("".join(listed) == code)


def test_exchanging_the_first_and_the_last_character_is_not_found():
    body = "1" + "2" * 16
    code = body + check_character(body)
    assert code[0] != code[-1]
    assert fault(code[-1] + code[1:-1] + code[0]) == ""


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_outside_the_alphabet_are_refused(letter):
    assert fault("9135010" + letter + "M000100Y43") == "alphabet"


@pytest.mark.parametrize(("code", "what"), [("", "length"), ("9" * 17, "length"), ("91A50100M000100Y43", "shape")])
def test_other_faults_are_named(code, what):
    assert fault(code) == what


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_check(text):
    assert fault(text) in {"", "length", "alphabet", "shape", "check"}


def test_spaces_hyphens_and_small_letters_are_forgiven():
    assert normalised(" 91350100-m000100y43 ") == "91350100M000100Y43"
