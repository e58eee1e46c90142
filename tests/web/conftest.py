"""Pages on the shipped registers."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_remembered(settings):
    """No counts from another test, and a rate no test reaches by chance."""
    settings.API_RATE = "1000000/m"
    cache.clear()
