"""What a check of an audit bundle says, and what the files of a bundle are called."""

from dataclasses import dataclass
from enum import StrEnum

PLAN, OBJECTS, INSPECTORS = "plan.json", "lists/objects.json", "lists/inspectors.json"
COMMITMENTS, REVEALS, NUMBERS = "commitments.json", "reveals.json", "numbers.json"
RESULT, SUBSTITUTIONS, VOID = "result.json", "substitutions.json", "void.json"
POLICY, READ_ME = "policy.txt", "README.txt"
RECORDS = (PLAN, OBJECTS, INSPECTORS, COMMITMENTS, REVEALS, NUMBERS, RESULT, SUBSTITUTIONS, VOID)


class State(StrEnum):
    """What a check found."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_CHECKED = "not_checked"


class Topic(StrEnum):
    """What a check looked at."""

    PLAN = "plan"
    LISTS = "lists"
    COMMITMENTS = "commitments"
    REVEALS = "reveals"
    NUMBERS = "numbers"
    SEED = "seed"
    RESULT = "result"
    SUBSTITUTIONS = "substitutions"
    VOID = "void"
    PROOF = "proof"
    WITNESS = "witness"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: ``detail`` is a digest where it holds, and what is wrong where it fails."""

    topic: Topic
    state: State
    detail: str = ""
