"""Which encoding a text is in. What cannot be told apart is said, not guessed."""

import codecs
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE = 256 * 1024
PLAUSIBLE = 0.9
"""So much of what is not ASCII must be everyday Chinese (GB 2312) for GB 18030 to be what the text is in."""
_PIECE = 1024 * 1024
_SHOWN = 12
"""Characters before the damage that are said back."""


def encoding_of(path: Path, name: str, declared: str = "") -> str:
    """``utf-8-sig``, ``utf-16``, ``utf-16-le``, ``utf-16-be``, ``utf-8`` or ``gb18030``; what ``declared`` says where
    the whole text fits it. ``BadInput`` when nothing fits, and when both UTF-8 and GB 18030 do and mean different text.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _whole(path, name, encoding)
    if zeros := _zeros(head):
        return _whole(path, name, zeros)
    if declared and _fits(path, declared):
        return declared
    if _fits(path, "utf-8"):
        if head.isascii() or not _may_be_gb(head):
            return "utf-8"
        raise _unclear(name, _("既可能是 UTF-8，也可能是 GB18030"))
    if not _fits(path, "gb18030"):
        raise _unclear(name, _broken(path, ("utf-8", "gb18030")))
    if _everyday(head.decode("gb18030", errors="ignore")) >= PLAUSIBLE:
        return "gb18030"
    raise _unclear(name, _("不是 UTF-8，也不像 GB18030"))


def _broken(path: Path, encodings: Sequence[str]) -> str:
    """Where the bytes stop being text, in the encoding that goes furthest."""
    content = path.read_bytes()
    start, encoding = max((_first_broken(content, encoding), encoding) for encoding in encodings)
    begun = content.rfind(b"\n", 0, start) + 1
    before = content[max(begun, start - _SHOWN * 4) : start].decode(encoding, errors="ignore")[-_SHOWN:].strip()
    values = {"encoding": encoding.upper(), "line": content.count(b"\n", 0, start) + 1, "before": before}
    if before:
        return _("按 %(encoding)s 读到第 %(line)d 行“%(before)s”之后，字节已损坏") % values
    return _("按 %(encoding)s 读到第 %(line)d 行开头，字节已损坏") % values


def _first_broken(content: bytes, encoding: str) -> int:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as wrong:
        return wrong.start
    return len(content)


def _zeros(head: bytes) -> str:
    """UTF-16 without its mark, by where the zeros of ASCII characters stand."""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > len(head) // 8 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 8 and odd == 0 else ""


def _fits(path: Path, encoding: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        return False
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _whole(path: Path, name: str, encoding: str) -> str:
    if _fits(path, encoding):
        return encoding
    raise _unclear(name, _broken(path, (encoding.removesuffix("-sig"),)))


def _may_be_gb(head: bytes) -> bool:
    """Valid UTF-8 whose characters beyond ASCII are no Chinese at all, while read as GB 18030 they are."""
    text = head.decode("utf-8", errors="ignore")
    return _everyday(text) == 0 and _everyday(head.decode("gb18030", errors="ignore")) >= PLAUSIBLE


def _everyday(text: str) -> float:
    """The share of GB 2312 Chinese characters and Chinese punctuation among what is not ASCII."""
    others = [each for each in text if not each.isascii()]
    if not others:
        return 0.0
    return sum(_is_everyday(each) for each in others) / len(others)


def _is_everyday(character: str) -> bool:
    if "\u4e00" <= character <= "\u9fff":
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            return False
        return True
    return "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef" or character in "·—…“”‘’℃‰×÷±≤≥"


def _unclear(name: str, what: str) -> Exception:
    return bad_input(name, _("文字编码无法确定：%s") % what, _("请用 Excel 或记事本另存为“UTF-8”编码，或存为 .xlsx。"))
