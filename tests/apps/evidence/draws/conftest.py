from datetime import datetime

import pytest

from quanheng.core.trust.draw.algorithm import Algorithm
from tests.apps.evidence.draws.story import Story


@pytest.fixture(params=list(Algorithm))
def story(request: pytest.FixtureRequest, db: None, moment: datetime) -> Story:
    """The story with either hash."""
    return Story(moment, request.param)


@pytest.fixture
def one_story(db: None, moment: datetime) -> Story:
    """The story once, where the hash does not matter."""
    return Story(moment)
