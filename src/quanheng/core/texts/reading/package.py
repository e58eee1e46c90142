"""The parts of an Office package (ZIP), unpacked within bounds."""

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from quanheng.core.texts.reading.limits import LARGEST_UNPACKED, MOST_PARTS
from quanheng.core.texts.refusal import Refusal, TextRefused

_DOCUMENT = "officeDocument"
_OTHERS = {"xl/": "XLSX", "ppt/": "PPTX", "content.xml": "ODT, ODS", "META-INF/": "ODF, JAR"}
_CHUNK = 1 << 20


class Package:
    """A package whose parts are XML; nothing is read twice and nothing beyond the limit."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.left = LARGEST_UNPACKED
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, RuntimeError, ValueError, OSError) as wrong:
            raise TextRefused(name, Refusal.DAMAGED_FILE, found="ZIP") from wrong
        infos = self.archive.infolist()
        if len(infos) > MOST_PARTS:
            raise TextRefused(name, Refusal.BOMB, limit=LARGEST_UNPACKED)
        if any(info.flag_bits & 1 for info in infos):
            raise TextRefused(name, Refusal.ENCRYPTED)
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise TextRefused(name, Refusal.BOMB, limit=LARGEST_UNPACKED)
        self.names = {info.filename for info in infos}

    def main(self) -> str:
        """The name of the part with the document."""
        relations = self.xml("_rels/.rels")
        for each in relations if relations is not None else ():
            target = (each.get("Target") or "").lstrip("/")
            if (each.get("Type") or "").endswith(_DOCUMENT) and target in self.names and target.startswith("word/"):
                return target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        kind = next(
            (kind for start, kind in _OTHERS.items() if any(each.startswith(start) for each in self.names)), "ZIP"
        )
        raise TextRefused(self.name, Refusal.NOT_READ, found=kind)

    def beside(self, start: str) -> list[str]:
        """Parts whose names begin so, in order."""
        return sorted(each for each in self.names if each.startswith(start) and each.endswith(".xml"))

    def xml(self, part: str) -> Any:
        """The root element of a part; ``None`` when there is no such part."""
        if part not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(self._bytes(part), parser)
        except etree.XMLSyntaxError as wrong:
            raise TextRefused(self.name, Refusal.DAMAGED_FILE, found=part) from wrong

    def _bytes(self, part: str) -> bytes:
        """What the archive says of sizes may be wrong, so the bytes that come out are counted."""
        pieces: list[bytes] = []
        try:
            with self.archive.open(part) as file:
                while piece := file.read(_CHUNK):
                    self.left -= len(piece)
                    if self.left < 0:
                        raise TextRefused(self.name, Refusal.BOMB, limit=LARGEST_UNPACKED)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as wrong:
            raise TextRefused(self.name, Refusal.DAMAGED_FILE, found=part) from wrong
        return b"".join(pieces)
