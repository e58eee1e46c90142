"""Reading a document as received: TXT, HTML, DOCX or PDF, told apart by their content.

lxml and pypdfium2 are used here and nowhere else in the core.
"""

from quanheng.core.texts.reading.opening import read

__all__ = ["read"]
