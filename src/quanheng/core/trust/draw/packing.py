"""The audit bundle (审计包) as one file: a ZIP with the same bytes for the same content, read within bounds."""

import io
import zipfile
from collections.abc import Mapping

from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.reading import parse_json

MOST_FILES = 1000
LARGEST = 256 * 1024 * 1024
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of ``files``, in the order of their names, without times or anything else of the machine that made it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIRST_MOMENT)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unpack(raw: bytes) -> dict[str, bytes]:
    """The files of a ZIP by name. Raises ``DrawFault`` for what is no ZIP, for too much, and for a name given twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > LARGEST:
                raise DrawFault("bundle", f"more than {MOST_FILES} files or {LARGEST} bytes")
            found = {one.filename: _content(archive, one) for one in entries}
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as error:
        raise DrawFault("bundle", f"no readable ZIP: {error}") from error
    if len(found) != len(entries):
        raise DrawFault("bundle", "a file name is given twice")
    return found


def unpack_json(raw: bytes) -> dict[str, bytes]:
    """The files of a bundle as the API gives it: ``{"files": {name: text}}``. Raises ``DrawFault``."""
    if len(raw) > LARGEST:
        raise DrawFault("bundle", f"more than {LARGEST} bytes")
    value = parse_json(raw, "bundle")
    files = value.get("files") if isinstance(value, dict) else None
    if not isinstance(files, dict) or not all(isinstance(one, str) for one in files.values()):
        raise DrawFault("bundle", "is no object with files by name")
    try:
        return {name: text.encode() for name, text in files.items()}
    except UnicodeEncodeError as error:
        raise DrawFault("bundle", "a file is no Unicode text") from error


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Never more than the entry says it holds: what it says was bounded before."""
    with archive.open(entry) as source:
        content = source.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise DrawFault(entry.filename, "is not as long as it says")
    return content
