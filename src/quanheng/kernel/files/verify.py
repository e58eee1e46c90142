"""Whether what is kept is still what was given."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from django.utils.translation import gettext as _

from quanheng.kernel.files.store import PIECE, open_stored
from quanheng.kernel.models import StoredFile


@dataclass(frozen=True, slots=True)
class Damage:
    """One file that is not what was stored."""

    file: StoredFile
    what: str

    def __str__(self) -> str:
        return f"{self.file.sha256} {self.file.name}: {self.what}"


def verify_all() -> Iterator[Damage]:
    """Read every stored file, compare length and both digests, and name those that differ or are gone."""
    for file in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        if what := _fault(file):
            yield Damage(file, what)


def _fault(file: StoredFile) -> str:
    sha256, sm3, size = hashlib.sha256(), hashes.Hash(hashes.SM3()), 0
    try:
        with open_stored(file) as content:
            while piece := content.read(PIECE):
                size += len(piece)
                sha256.update(piece)
                sm3.update(piece)
    except FileNotFoundError:
        return _("文件不见了")
    except OSError as wrong:
        return _("文件读不出来：%s") % (wrong.strerror or wrong)
    if size != file.size:
        return _("长度是 %(is)d 字节，应为 %(was)d") % {"is": size, "was": file.size}
    if sha256.hexdigest() != file.sha256:
        return _("SHA-256 与登记的不同")
    return "" if sm3.finalize().hex() == file.sm3 else _("SM3 与登记的不同")
