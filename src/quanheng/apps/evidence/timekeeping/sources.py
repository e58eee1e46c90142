"""The time servers of the settings."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

PORT = 123
MOST = 10
SOURCE = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]{1,253})(?::([0-9]{1,5}))?")


class Misconfigured(Exception):
    """What the settings say cannot be used."""


@dataclass(frozen=True, slots=True)
class Source:
    """时间源: a server that is asked."""

    host: str
    port: int = PORT

    @property
    def name(self) -> str:
        """As pages and records call it."""
        return self.host if self.port == PORT else f"{self.host}:{self.port}"


def sources() -> list[Source]:
    """The servers that are asked, in order; none when none is set. Raises :class:`Misconfigured`."""
    found = []
    for text in filter(None, (part.strip() for part in settings.TIME_SOURCES.split(","))):
        shape = SOURCE.fullmatch(text)
        if shape is None or not 0 < int(shape[2] or PORT) < 1 << 16:
            raise Misconfigured(_("QUANHENG_TIME_SOURCES：“%s”不是主机名，也不是“主机名:端口”。") % text[:80])
        found.append(Source(shape[1].strip("[]"), int(shape[2] or PORT)))
    if len(found) > MOST or len(set(found)) < len(found):
        raise Misconfigured(_("QUANHENG_TIME_SOURCES：最多 %d 个来源，不能重复。") % MOST)
    return found
