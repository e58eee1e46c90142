"""From bytes to text: UTF-8, UTF-16 with its mark, GB18030 as a stated guess, or the encoding asked for."""

import codecs

from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUESS = "gb18030"


def decode(raw: bytes, name: str, encoding: str = "", declared: str = "") -> tuple[str, str]:
    """The text, and a remark when the encoding was guessed. ``BadInput`` names the file when nothing fits."""
    if encoding:
        return _strict(raw, name, encoding), ""
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return _strict(raw, name, marked), ""
    if b"\x00" in raw:
        raise bad_input(name, _("不是文本文件"), _("请另存为 UTF-8 文本、DOCX 或 HTML。"))
    for each in filter(None, (declared, "utf-8")):
        try:
            return raw.decode(each), ""
        except (UnicodeDecodeError, LookupError):
            continue
    text = _strict(raw, name, _GUESS)
    return text, _("%s：不是 UTF-8，按 GB18030 读取；如不对，请用 --encoding 指明编码。") % name


def _strict(raw: bytes, name: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError:
        raise bad_input(name, _("没有名为 %s 的编码") % encoding, _("请写 utf-8、gb18030 等。")) from None
    except UnicodeError as wrong:
        at = getattr(wrong, "start", 0)
        what = _("按 %(encoding)s 读到第 %(at)d 个字节读不下去") % {"encoding": encoding, "at": at + 1}
        raise bad_input(name, what, _("请用 --encoding 指明编码，或另存为 UTF-8。")) from None
