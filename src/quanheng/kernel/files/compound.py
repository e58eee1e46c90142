"""OLE compound files (the format of .xls, and of encrypted .xlsx): which streams they hold."""

import struct
from pathlib import Path

from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY, _NAME, _END = 128, 64, 2
"""Bytes of a directory entry, of the name in it, and of the zero that ends the name."""
_FREE = 0xFFFFFFFA
_LONGEST = 4096
"""Sectors of directory read at most; a workbook has one or two."""


def is_compound(head: bytes) -> bool:
    """Whether the content starts as a compound file."""
    return head.startswith(MARK)


def kinds_of(path: Path, name: str) -> tuple[str, ...]:
    """``("xls",)`` for a workbook, nothing for other compound files (.doc, .msi …). ``BadInput`` when encrypted, with
    macros or damaged.
    """
    try:
        names = _stream_names(path)
    except (struct.error, OSError, ValueError, IndexError) as wrong:
        raise bad_input(name, _("文件已损坏，读不出来"), _("请用原来的软件打开，另存为 .xlsx 再上传。")) from wrong
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise bad_input(name, _("文件加了密码"), _("请去掉密码后再上传。"))
    if not names & {"Workbook", "Book"}:
        return ()
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise bad_input(name, _("文件带有宏"), _("请另存为不带宏的 .xlsx 再上传。"))
    return ("xls",)


def _stream_names(path: Path) -> set[str]:
    """The names in the directory ([MS-CFB] 2.6), following its chain of sectors through the allocation table."""
    with path.open("rb") as file:
        header = file.read(512)
        shift = struct.unpack_from("<H", header, 30)[0]
        if shift not in (9, 12):
            raise ValueError("sector size")
        size = 1 << shift
        sector = struct.unpack_from("<I", header, 48)[0]
        table = struct.unpack_from("<109I", header, 76)
        names: set[str] = set()
        for _step in range(_LONGEST):
            if sector >= _FREE:
                return names
            file.seek((sector + 1) * size)
            directory = file.read(size)
            if len(directory) < size:
                raise ValueError("cut short")
            names |= _names_in(directory)
            file.seek((table[sector * 4 // size] + 1) * size + sector * 4 % size)
            sector = struct.unpack("<I", file.read(4))[0]
    raise ValueError("endless directory")


def _names_in(sector: bytes) -> set[str]:
    found = set()
    for at in range(0, len(sector) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", sector, at + _NAME)[0]
        if _END < length <= _NAME:
            found.add(sector[at : at + length - _END].decode("utf-16-le", errors="replace"))
    return found
