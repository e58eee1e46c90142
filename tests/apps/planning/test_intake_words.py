"""Everything that reading a copy can report has its words."""

import pytest

from quanheng.apps.planning.intake_words import DAMAGED, IRREGULAR, LEVELS, REMOVED, REPLACED
from quanheng.core.texts.cleaning.cleaned import DamageKind, Removed, Replaced
from quanheng.core.texts.comparing.found import Level
from quanheng.core.texts.points.point import IrregularKind


@pytest.mark.parametrize(
    ("words", "kinds"),
    [(REMOVED, Removed), (REPLACED, Replaced), (DAMAGED, DamageKind), (IRREGULAR, IrregularKind), (LEVELS, Level)],
)
def test_every_kind_has_its_words(words, kinds):
    assert set(words) == set(kinds)
