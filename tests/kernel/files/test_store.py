"""Files are kept once, whole, under their digest."""

import hashlib
import io
import stat

import pytest
from cryptography.hazmat.primitives import hashes
from django.core.files.uploadedfile import SimpleUploadedFile

from quanheng.kernel.errors import BadInput
from quanheng.kernel.files import CSV, TEXT, download, open_stored, path_of, store, verify_all
from quanheng.kernel.files.naming import safe_name
from quanheng.kernel.models import StoredFile

RAW = "名称,类别\n甲,企业\n".encode()


def test_the_same_bytes_are_kept_once(db, files):
    first = store(RAW, "甲.csv", allowed=(CSV,))
    again = store(io.BytesIO(RAW), "乙.csv", allowed=(CSV,))
    assert again == first
    assert again.name == "甲.csv"
    assert [path.name for path in files.rglob("*") if path.is_file()] == [first.sha256]


def test_both_digests_and_the_length_are_those_of_the_content(db):
    file = store(SimpleUploadedFile("甲.csv", RAW), "甲.csv", allowed=(CSV,))
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(RAW)
    assert (file.sha256, file.sm3, file.size) == (hashlib.sha256(RAW).hexdigest(), sm3.finalize().hex(), len(RAW))
    with open_stored(file) as content:
        assert content.read() == RAW
    assert not stat.S_IMODE(path_of(file).stat().st_mode) & 0o222


def test_the_same_bytes_as_another_kind_are_another_row_on_one_file(db, files):
    assert store(RAW, "甲.csv", allowed=(CSV,)) != store(RAW, "甲.txt", allowed=(TEXT,))
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1


def test_a_file_above_the_limit_is_refused_and_leaves_nothing(db, files):
    with pytest.raises(BadInput, match="超过"):
        store(b"a" * 2_000_000, "大.csv", allowed=(CSV,), limit=1024 * 1024)
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_damaged_missing_and_lengthened_files_are_named(db):
    whole = store(RAW, "完好.csv", allowed=(CSV,))
    damaged = {name: store(RAW + name.encode(), name, allowed=(CSV,)) for name in ("改动.csv", "缺失.csv", "加长.csv")}
    for file in damaged.values():
        path_of(file).chmod(0o640)
    changed = bytearray(path_of(damaged["改动.csv"]).read_bytes())
    changed[3] ^= 1
    path_of(damaged["改动.csv"]).write_bytes(changed)
    path_of(damaged["缺失.csv"]).unlink()
    path_of(damaged["加长.csv"]).write_bytes(RAW * 2)
    found = {one.file.name: one.what for one in verify_all()}
    assert found.keys() == damaged.keys()
    assert "SHA-256" in found["改动.csv"]
    assert whole.name not in found


def test_a_machine_that_stops_before_the_row_is_written_leaves_no_row_to_nothing(db, files, monkeypatch):
    def stops(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(StoredFile.objects, "get_or_create", stops)
        with pytest.raises(KeyboardInterrupt):
            store(RAW, "甲.csv", allowed=(CSV,))
    assert not StoredFile.objects.exists()
    assert not list(files.glob("incoming-*"))
    again = store(RAW, "甲.csv", allowed=(CSV,))
    assert path_of(again).read_bytes() == RAW
    assert list(verify_all()) == []


def test_giving_a_damaged_file_again_mends_it(db):
    file = store(RAW, "甲.csv", allowed=(CSV,))
    path_of(file).chmod(0o640)
    path_of(file).write_bytes(b"x")
    store(RAW, "甲.csv", allowed=(CSV,))
    assert list(verify_all()) == []


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\me\名单.xlsx", "名单.xlsx"),
        ("名\0单\r\nSet-Cookie: a.xlsx", "名单Set-Cookie a.xlsx"),
        ("\u202exslx.exe", "xslx.exe"),
        ("..", "file"),
        ("CON.csv", "file.csv"),
        (".hidden", "hidden"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_a_name_is_made_safe(given, safe):
    assert safe_name(given) == safe


def test_a_download_is_an_attachment_with_the_ending_of_what_it_is(db):
    file = store(b"<html><script>alert(1)</script></html>", "页面.csv", allowed=(TEXT,))
    response = download(file, name='x".html')
    assert response["Content-Disposition"] == "attachment; filename=\"file.txt\"; filename*=UTF-8''x.html.txt"
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"<html>")


@pytest.mark.parametrize(
    ("command", "says"), [("false", "发现问题"), ("sh -c 'exit 2'", "没有完成"), ("/nowhere/scan", "没有完成")]
)
def test_what_the_scanner_does_not_pass_is_not_kept(db, files, settings, command, says):
    settings.FILE_SCANNER = command
    with pytest.raises(BadInput, match=says):
        store(RAW, "甲.csv", allowed=(CSV,))
    assert not StoredFile.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_what_the_scanner_passes_is_kept(db, settings):
    settings.FILE_SCANNER = "test -s"
    assert store(RAW, "甲.csv", allowed=(CSV,)).pk
