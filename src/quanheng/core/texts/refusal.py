"""Why a file is not taken: a code, the values of the sentence, and the sentence in English."""

from enum import StrEnum


class Refusal(StrEnum):
    """What is wrong with a file; the doors say it in the reader's language."""

    EMPTY = "there is no text in it"
    TOO_LARGE = "it is larger than {limit} bytes"
    TOO_LONG = "its text is longer than {limit} characters"
    TOO_MANY_LINES = "it has more than {limit} lines"
    LINE_TOO_LONG = "line {line} is longer than {limit} characters"
    NOT_TEXT = "it is no text: {found}"
    NOT_READ = "files of this kind are not read: {found}"
    ENCODING = "no known encoding reads it: {damaged} damaged places in {size} bytes"
    DAMAGED_FILE = "it is damaged or cut off: {found}"
    ENCRYPTED = "it is protected by a password"
    BOMB = "it unpacks to more than {limit} bytes"
    SCANNED = "its {pages} pages are pictures without text: it must be recognised (OCR) first"
    TOO_MANY_PAGES = "it has more than {limit} pages"


class TextRefused(ValueError):
    """The file cannot be read as a text; nothing was made of it. ``reason`` and ``values`` make the sentence."""

    def __init__(self, name: str, reason: Refusal, **values: str | int) -> None:
        super().__init__(f"{name}: {reason.value.format(**values)}")
        self.name = name
        self.reason = reason
        self.values = values
