"""What other apps may use of committees."""

from quanheng.apps.committees.actions.load_register import load_register
from quanheng.apps.committees.coverage import Measure, register_measure
from quanheng.apps.committees.datasets import COMMITTEE_DATASET
from quanheng.apps.committees.models import Committee, Field
from quanheng.apps.committees.rules.codes import canonical_key, parse_code

__all__ = [
    "COMMITTEE_DATASET",
    "Committee",
    "Field",
    "Measure",
    "canonical_key",
    "load_register",
    "parse_code",
    "register_measure",
]
