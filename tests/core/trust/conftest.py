import json

import pytest


@pytest.fixture(scope="session")
def vectors(shared_data):
    """The published test vectors by the name of their file."""
    folder = shared_data / "vectors"
    if not folder.is_dir():
        pytest.skip(f"the test vectors are not at {folder}")
    return lambda name: json.loads((folder / f"{name}.json").read_text())
