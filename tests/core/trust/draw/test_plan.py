"""A plan is read strictly: what is not asked for, missing or doubtful is refused."""

import copy
import json

import pytest

from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.lists import pool_of
from quanheng.core.trust.draw.outcome import MissingReveal, check_reveal, run
from quanheng.core.trust.draw.plan import parse_plan, plan_of
from quanheng.core.trust.draw.reading import parse_json
from quanheng.core.trust.draw.records import bare_numbers, secrets_of
from quanheng.core.trust.errors import TrustError


def changed(value, path, new):
    """``value`` with another value at ``path``; with ``...`` nothing is there any more."""
    value = copy.deepcopy(value)
    place = value
    for step in path[:-1]:
        place = place[step]
    if new is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = new
    return value


WRONG = [
    (("alg",), "MDRAW-1-MD5"),
    (("alg",), ...),
    (("draw_id",), ""),
    (("draw_id",), " D-1"),
    (("unknown",), "field"),
    (("strata",), []),
    (("strata", 0, "rate_ppm"), 1_000_001),
    (("strata", 0, "rate_ppm"), -1),
    (("strata", 0, "rate_ppm"), 50_000.0),
    (("strata", 0, "rate_ppm"), True),
    (("strata", 0, "count"), "40"),
    (("strata", 0, "code"), "甲"),
    (("strata", 1, "code"), "A"),
    (("strata", 0, "list_digest"), "00"),
    (("strata", 0, "list_digest"), "G" * 64),
    (("strata", 0, "list_digest"), "AB" * 32),
    (("sources",), []),
    (("sources", 0, "type"), "drand"),
    (("sources", 0, "commitments"), {}),
    (("sources", 0, "commitments", "notary"), 7),
    (("sources", 1, "id"), "commit-reveal/1"),
    (("sources", 1, "rule"), ""),
    (("sources", 1, "after"), "2026-11-21 00:00"),
    (("sources", 1, "after"), "2026-02-30T00:00:00Z"),
    (("sources", 1, "groups", 0, "greatest"), 0),
    (("inspectors", "team"), 0),
    (("inspectors", "skill", "D"), ...),
    (("inspectors", "skill", "E"), "mass"),
    (("inspectors", "conflicts", 0, "barred"), ["i1", "i1"]),
    (("inspectors", "conflicts"), [{"object": "x", "barred": []}, {"object": "x", "barred": []}]),
    (("times", "reveal_by"), "2026-11-20T00:00:00Z"),
    (("parties",), {"regulator": "x"}),
    (("basis",), ["", "x"]),
]


@pytest.mark.parametrize(("path", "new"), WRONG, ids=lambda value: str(value)[:40])
def test_a_plan_that_is_not_exactly_a_plan_is_refused(example, path, new):
    with pytest.raises(TrustError):
        plan_of(changed(example.value(), path, new))


def test_the_same_plan_written_otherwise_is_refused(example):
    plan = example.plan()
    assert parse_plan(plan.canonical) == plan
    value = json.loads(plan.canonical)
    for other in (
        json.dumps(value).encode(),
        plan.canonical + b"\n",
        b"\xef\xbb\xbf" + plan.canonical,
        plan.canonical.replace(b'{"alg"', b'{"alg":"x","alg"', 1),
    ):
        with pytest.raises(TrustError):
            parse_plan(other)


def test_a_file_a_person_wrote_may_be_laid_out_freely_but_says_nothing_twice():
    assert parse_json(b'\xef\xbb\xbf{ "a" : 1 }', "plan") == {"a": 1}
    with pytest.raises(DrawFault, match="twice"):
        parse_json(b'{"a": 1, "a": 2}', "plan")
    with pytest.raises(DrawFault, match="no JSON"):
        parse_json(b"[" * 100_000, "plan")


def test_a_changed_plan_has_another_digest_and_draws_otherwise(example):
    other = copy.deepcopy(example)
    other.plan_changes = {"title": "another"}
    assert example.plan().digest != other.plan().digest
    assert example.outcome().seed != other.outcome().seed


def test_a_missing_reveal_is_told_with_the_name_of_the_party(example):
    reveals = {source: dict(given) for source, given in secrets_of(example.reveals()).items()}
    del reveals["commit-reveal/1"]["notary"]
    with pytest.raises(MissingReveal) as fault:
        run(example.plan(), example.objects, pool_of(example.inspectors), reveals, bare_numbers(example.numbers()))
    assert fault.value.parties == ("notary",)


def test_a_secret_fits_one_draw_one_party_and_one_commitment(example):
    plan, secret = example.plan(), example.secrets["notary"]
    [source] = plan.commit_reveal
    check_reveal(plan, source, "notary", secret)
    for party, wrong in (("regulator", secret), ("notary", b"x" * 32), ("notary", secret[:-1]), ("nobody", secret)):
        with pytest.raises(DrawFault):
            check_reveal(plan, source, party, wrong)


@pytest.mark.parametrize("change", ["left out", "added", "renamed", "another skill", "one inspector less"])
def test_other_lists_than_those_of_the_plan_are_refused(example, change):
    plan, objects, inspectors = example.plan(), copy.deepcopy(example.objects), copy.deepcopy(example.inspectors)
    match change:
        case "left out":
            objects["A"].pop()
        case "added":
            objects["A"].append("甲-999")
        case "renamed":
            objects["A"][0] = "甲-999"
        case "another skill":
            inspectors[0]["skills"] = ["mass", "flow"]
        case _:
            inspectors.pop()
    with pytest.raises(DrawFault):
        run(plan, objects, pool_of(inspectors), secrets_of(example.reveals()), bare_numbers(example.numbers()))


@pytest.mark.parametrize(
    "groups", [[[1, 2, 3, 4, 5, 6]], [[1, 2, 3, 4, 5], [7]], [[1, 2, 3, 4, 5, 34], [7]], [[1, 2, 3, 4, 5, 6], [0]]]
)
def test_numbers_that_the_publication_cannot_have_are_refused(example, groups):
    with pytest.raises(DrawFault):
        run(
            example.plan(),
            example.objects,
            pool_of(example.inspectors),
            secrets_of(example.reveals()),
            {"numbers/1": groups},
        )
