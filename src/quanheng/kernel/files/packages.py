"""Zip packages (OOXML): what they hold, and whether they may be opened at all."""

import re
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input

MOST_ENTRIES = 10_000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 200
"""A sheet of a hundred thousand equal rows packs about eighty to one; a bomb a thousand to one and more."""
SMALL = 8 * 1024 * 1024
"""Below this size the ratio says nothing: a few kilobytes of zeros are no danger."""
PIECE = 1024 * 1024

_MAIN = {
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"wordprocessingml.document.main+xml": "docx",
}
_PROLOGUE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_MACROS = (b"macroEnabled", b"vbaProject", b"ms-office.vba")


def is_zip(head: bytes) -> bool:
    """Whether the content starts as a zip archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def kinds_of(path: Path, name: str) -> tuple[str, ...]:
    """``("xlsx",)``, ``("docx",)`` or nothing. ``BadInput`` for what must not be opened: damaged, encrypted, with
    macros, or unpacking to more than it may.
    """
    try:
        with ZipFile(path) as archive:
            check(archive, name)
            return _ooxml(archive, name)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, ValueError) as wrong:
        raise bad_input(name, _("压缩包已损坏，读不出来"), _("请用原来的软件打开，另存后再上传。")) from wrong


def check(archive: ZipFile, name: str) -> None:
    """Raise ``BadInput`` unless every entry unpacks, whole, to no more than the limits. Declared sizes are compared
    with what really comes out; entries must not share bytes.
    """
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _bomb(name, _("压缩包里有 %d 个条目") % len(entries))
    if any(entry.flag_bits & 1 for entry in entries):
        raise bad_input(name, _("文件加了密码"), _("请去掉密码后再上传。"))
    declared = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if declared > MOST_UNPACKED or (declared > SMALL and declared // packed > MOST_RATIO):
        raise _bomb(name, _("解压后有 %d MB") % (declared // 1024**2))
    if _overlap(entries):
        raise _bomb(name, _("压缩包的条目互相重叠"))
    if len({entry.filename for entry in entries}) != len(entries):
        raise bad_input(name, _("压缩包里有重名的条目"), _("请用原来的软件打开，另存后再上传。"))
    for entry in entries:
        _unpacks(archive, entry, name)


def _unpacks(archive: ZipFile, entry: ZipInfo, name: str) -> None:
    """The entry unpacks to the length and the checksum it declares, and is no XML that defines entities of its own."""
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile
    with archive.open(entry) as content:
        if _PROLOGUE.search(content.read(PIECE)):
            raise bad_input(name, _("文件里有自定义的 XML 实体"), _("请用原来的软件打开，另存后再上传。"))
        while content.read(PIECE):
            continue


def _overlap(entries: list[ZipInfo]) -> bool:
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + entry.compress_size
    return False


def _bomb(name: str, what: str) -> Exception:
    return bad_input(name, _("%s，超出可以打开的范围") % what, _("请拆成几个小文件，或另存后再上传。"))


def _ooxml(archive: ZipFile, name: str) -> tuple[str, ...]:
    try:
        types = archive.read("[Content_Types].xml")
    except KeyError:
        return ()
    names = {entry.filename.lower() for entry in archive.infolist()}
    if any(mark in types for mark in _MACROS) or any(one.endswith("vbaproject.bin") for one in names):
        raise bad_input(name, _("文件带有宏"), _("请另存为不带宏的 .xlsx 或 .docx 再上传。"))
    return tuple(slug for mark, slug in _MAIN.items() if mark in types)
