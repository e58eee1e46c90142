"""Documents the unit linter reads: plain text, DOCX, HTML, each cut into passages that keep their place."""

from quanheng.apps.units.documents.opening import open_document
from quanheng.apps.units.documents.passage import Passage

__all__ = ["Passage", "open_document"]
