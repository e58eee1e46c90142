from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.errors import Malformed, TrustError
from quanheng.core.trust.notes import VerifierKey
from quanheng.core.trust.policy_file import Policy
from tests.core.trust.keys import LOG, ORIGIN, WITNESSES

LOG_KEY = str(LOG.verifier)
X, Y, Z = (str(key.verifier) for key in WITNESSES)
EXAMPLE = f"""
# whom we believe
log {LOG_KEY} https://log.example/metrology
\twitness\tX  {X}
witness Y {Y} https://y.example/
  witness 研究院 {Z}
group pair 2 X Y
group one any pair 研究院
quorum one
""".lstrip()


def test_a_policy_is_read_and_written():
    policy = Policy.parse(EXAMPLE.encode())
    assert [log.url for log in policy.logs] == ["https://log.example/metrology"]
    assert [
        (witness.name.encode("utf-8", "surrogateescape").decode(), witness.url) for witness in policy.witnesses
    ] == [
        ("X", ""),
        ("Y", "https://y.example/"),
        ("研究院", ""),
    ]
    assert Policy.parse(policy.to_bytes()) == policy


@pytest.mark.parametrize(
    ("witnesses", "enough"),
    [("", False), ("X", False), ("Y", False), ("XY", True), ("研究院", True), (["X", "Y", "研究院"], True)],
)
def test_a_quorum_is_counted_through_its_groups(witnesses, enough):
    names = ["研究院"] if witnesses == "研究院" else list(witnesses)
    assert Policy.parse(EXAMPLE.encode()).satisfied_by(names) is enough


@pytest.mark.parametrize(
    ("least", "enough"), [("all", [False, False, True]), ("any", [True] * 3), ("2", [False, True, True])]
)
def test_a_group_asks_for_all_any_or_a_number(least, enough):
    text = f"witness X {X}\nwitness Y {Y}\nwitness Z {Z}\ngroup g {least} X Y Z\nquorum g\n"
    policy = Policy.parse(text.encode())
    assert [policy.satisfied_by("XYZ"[:number]) for number in (1, 2, 3)] == enough


def test_no_witness_need_be_asked_for():
    policy = Policy.parse(f"log {LOG_KEY}\nquorum none\n".encode())
    assert policy.satisfied_by([])
    assert Policy.parse(b"quorum none\n") == Policy()


def test_one_witness_may_be_the_quorum():
    policy = Policy.parse(f"witness X {X}\nquorum X\n".encode())
    assert (policy.satisfied_by(["X"]), policy.satisfied_by([])) == (True, False)


SAME_KEY = VerifierKey("witness.example/other", WITNESSES[0].verifier.algorithm, WITNESSES[0].verifier.public)
BASE = f"witness X {X}\nwitness Y {Y}\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "quorum none",
        "quorum none\nquorum none\n",
        "quorum\n",
        "quorum none none\n",
        "quorum X\n",
        f"quorum X\n{BASE}",
        "Quorum none\n",
        f"log\n{BASE}quorum X\n",
        f"log {LOG_KEY} https://a https://b\nquorum none\n",
        f"log {LOG_KEY}\nlog {LOG_KEY}\nquorum none\n",
        f"log {X}\nquorum none\n",
        f"log {LOG_KEY[:-1]}\nquorum none\n",
        f"witness X {LOG_KEY}\nquorum none\n",
        f"witness {X}\nquorum none\n",
        f"{BASE}witness X {Z}\nquorum X\n",
        f"witness none {X}\nquorum none\n",
        f"{BASE}witness Z {SAME_KEY}\nquorum X\n",
        f"{BASE}group g 0 X Y\nquorum g\n",
        f"{BASE}group g 3 X Y\nquorum g\n",
        f"{BASE}group g 01 X Y\nquorum g\n",
        f"{BASE}group g -1 X Y\nquorum g\n",
        f"{BASE}group g ２ X Y\nquorum g\n",
        f"{BASE}group g some X Y\nquorum g\n",
        f"{BASE}group g all\nquorum g\n",
        f"{BASE}group g any\nquorum g\n",
        f"{BASE}group g all X none\nquorum g\n",
        f"{BASE}group g all X X\nquorum g\n",
        f"{BASE}group g all X\ngroup h all X Y\nquorum h\n",
        f"{BASE}group X all Y\nquorum X\n",
        f"{BASE}group g all g\nquorum g\n",
        f"{BASE}group g all h\ngroup h all X\nquorum g\n",
        f"{BASE}group none all X\nquorum none\n",
        "quorum none\r\n",
        "quorum none\x7f\n",
        "quorum\u3000none\n",
        "quorum none \0\n",
    ],
)
def test_a_policy_with_a_fault_is_refused(text):
    with pytest.raises(Malformed):
        Policy.parse(text.encode())


def test_a_fault_names_its_line():
    with pytest.raises(Malformed, match=r"^line 3: "):
        Policy.parse(f"{BASE}nonsense\nquorum none\n".encode())
    with pytest.raises(Malformed, match="longer"):
        Policy.parse(b"#" * 200_000)


def test_names_are_opaque_bytes():
    data = b"witness \xff\xfe " + X.encode() + b"\nquorum \xff\xfe\n"
    assert Policy.parse(Policy.parse(data).to_bytes()) == Policy.parse(data)
    with pytest.raises(Malformed):
        Policy.parse(b"witness K " + X.encode() + "\nquorum \u212a\n".encode())


def test_a_policy_that_its_file_cannot_carry_is_not_written():
    with pytest.raises(Malformed):
        Policy(quorum="nobody").to_bytes()


def test_a_log_is_known_by_its_origin():
    assert Policy.parse(EXAMPLE.encode()).logs[0].name == ORIGIN


@given(
    st.lists(
        st.sampled_from(
            ["log", "witness", "group", "quorum", "none", "all", "any", "2", "X", "g", LOG_KEY, X, Y, "\n"]
        ),
        max_size=30,
    ).map(" ".join)
    | st.text(max_size=50)
)
def test_no_text_makes_the_reader_fail_otherwise(text):
    with suppress(TrustError):
        policy = Policy.parse(text.encode("utf-8", "surrogatepass"))
        assert Policy.parse(policy.to_bytes()) == policy
