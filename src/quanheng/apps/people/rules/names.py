"""When two spellings of a name are the same name."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")


def name_key(name: str) -> str:
    """The form under which a name is compared: NFKC (full-width letters and brackets become half-width), case folded,
    without spaces. ``中国计量科学研究院（北京）`` and ``中国计量科学研究院 (北京)`` are one name.
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).casefold()
