"""A file is what is in it, whatever it is called; what must not be opened is refused with the reason."""

import io
import struct
import zipfile

import pytest

from quanheng.kernel.errors import BadInput
from quanheng.kernel.files import CSV, DOCX, HTML, JSON, PDF, PNG, TEXT, XLS, XLSX, store
from quanheng.kernel.models import StoredFile
from tests.kernel.files.conftest import changed_package, document, workbook

ALL = (XLSX, XLS, DOCX, PDF, HTML, JSON, CSV, TEXT, PNG)


def compound(*streams: str) -> bytes:
    """A compound file with one sector of directory and nothing in its streams."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for name in ("Root Entry", *streams):
        entry = bytearray(128)
        text = name.encode("utf-16-le") + b"\0\0"
        entry[: len(text)] = text
        struct.pack_into("<H", entry, 64, len(text))
        directory += bytes(entry)
    return bytes(header) + table + directory.ljust(512, b"\0")


def bomb() -> bytes:
    return changed_package(workbook(), {"xl/worksheets/sheet1.xml": b"0" * (64 * 1024 * 1024)})


GOOD = [
    ("名单.xlsx", workbook(), "xlsx"),
    ("说明.docx", document(), "docx"),
    ("旧表.xls", compound("Workbook"), "xls"),
    ("旧旧表.xls", compound("Book"), "xls"),
    ("名单.csv", "名称,类别\n甲,企业\n".encode(), "csv"),
    ("国标.csv", "名称,类别\n甲,企业\n".encode("gb18030"), "csv"),
    ("十六位.txt", "名称\t类别\n甲\t企业\n".encode("utf-16"), "csv"),
    ("无标记十六位.txt", "name,kind\nalpha,firm\nbeta,firm\n".encode("utf-16-le"), "csv"),
    ("公告.htm", b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "html"),
    ("数据.json", b'{"a": 1}', "json"),
    ("文件.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf"),
    ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "png"),
    ("名字说是程序.exe", workbook(), "xlsx"),
]


@pytest.mark.parametrize(("name", "raw", "kind"), GOOD, ids=[name for name, *_rest in GOOD])
def test_a_file_is_known_by_its_content(db, name, raw, kind):
    assert store(raw, name, allowed=ALL).kind == kind


BAD = [
    ("空.xlsx", b"", "文件是空的"),
    ("程序.xlsx", b"MZ\x90\x00" + b"\0" * 60, "程序"),
    ("脚本.csv", b"#!/bin/sh\nrm -rf /\n", "程序"),
    ("二进制.csv", bytes(range(256)), "二进制"),
    ("宏.xlsx", changed_package(workbook(), {"xl/vbaProject.bin": b"x"}), "宏"),
    ("加密.xlsx", compound("EncryptionInfo", "EncryptedPackage"), "密码"),
    ("宏.xls", compound("Workbook", "_VBA_PROJECT_CUR"), "宏"),
    ("截断.xlsx", workbook()[:-200], "损坏"),
    ("半截.xls", compound("Workbook")[:700], "损坏"),
    ("炸弹.xlsx", bomb(), "超出可以打开的范围"),
    ("安装包.xlsx", compound("SummaryInformation"), "不是可以接受的种类"),
    ("压缩包.xlsx", changed_package(workbook(), {"[Content_Types].xml": b"<Types/>"}), "不是可以接受的种类"),
]


@pytest.mark.parametrize(("name", "raw", "says"), BAD, ids=[name for name, *_rest in BAD])
def test_what_cannot_be_opened_is_refused_with_the_reason_and_nothing_is_kept(db, files, name, raw, says):
    with pytest.raises(BadInput) as refused:
        store(raw, name, allowed=ALL)
    assert says in str(refused.value)
    assert name in str(refused.value)
    assert all(fault.remedy for fault in refused.value.faults)
    assert not StoredFile.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_entries_that_share_bytes_are_a_bomb(db):
    raw = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        first, second = sorted(archive.infolist(), key=lambda one: one.header_offset)[:2]
    place = raw.find(second.filename.encode(), raw.find(b"PK\x01\x02")) - 4
    assert struct.unpack_from("<I", raw, place)[0] == second.header_offset
    struct.pack_into("<I", raw, place, first.header_offset)
    with pytest.raises(BadInput):
        store(bytes(raw), "重叠.xlsx", allowed=(XLSX,))


def test_a_package_that_lies_about_its_size_is_damaged(db):
    raw = bytearray(workbook())
    place = raw.rfind(b"PK\x01\x02")
    struct.pack_into("<I", raw, place + 24, struct.unpack_from("<I", raw, place + 24)[0] - 10)
    with pytest.raises(BadInput, match="损坏"):
        store(bytes(raw), "谎报.xlsx", allowed=(XLSX,))


def test_two_entries_of_one_name_are_refused(db):
    raw = changed_package(workbook(), {"aa/xml": b"1", "bb/xml": b"2"})
    with pytest.raises(BadInput, match="重名"):
        store(raw.replace(b"bb/xml", b"aa/xml"), "重名.xlsx", allowed=(XLSX,))


def test_a_kind_that_is_not_asked_for_is_refused_and_what_may_come_is_named(db):
    with pytest.raises(BadInput) as refused:
        store(document(), "说明.docx", allowed=(XLSX, CSV))
    assert "Word" in str(refused.value)
    assert "Excel 工作簿、CSV" in str(refused.value)
