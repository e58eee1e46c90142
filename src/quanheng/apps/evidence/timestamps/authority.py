"""The authority that is asked, as the settings name it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _


class Misconfigured(Exception):
    """What the settings say cannot be used; says which and why."""


@dataclass(frozen=True, slots=True)
class Authority:
    """时间戳机构: where it is asked, whose certificates it must lead to, what is asked of it."""

    url: str
    roots: tuple[x509.Certificate, ...]
    policy: str
    algorithm: str
    seconds: int

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).netloc

    @property
    def root_names(self) -> list[str]:
        """The subjects of the certificates that are believed."""
        return [one.subject.rfc4514_string() for one in self.roots]


def authority() -> Authority | None:
    """The authority of the settings; ``None`` when none is set. Raises :class:`Misconfigured`."""
    if not settings.TSA_URL:
        return None
    parts = urlsplit(settings.TSA_URL)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Misconfigured(_("QUANHENG_TSA_URL 应为 http 或 https 网址。"))
    return Authority(settings.TSA_URL, roots(), settings.TSA_POLICY, settings.TSA_DIGEST, settings.TSA_SECONDS)


def roots() -> tuple[x509.Certificate, ...]:
    """The certificates of the settings that an answer must lead to. Raises :class:`Misconfigured`."""
    if settings.TSA_ROOTS is None:
        raise Misconfigured(_("没有设置 QUANHENG_TSA_ROOTS：不知道该相信哪个时间戳机构。"))
    path = Path(settings.TSA_ROOTS)
    try:
        return read_roots(path, path.stat().st_mtime_ns)
    except (OSError, ValueError) as fault:
        told = {"path": path, "why": fault}
        raise Misconfigured(_("QUANHENG_TSA_ROOTS 指定的文件 %(path)s 无法使用：%(why)s") % told) from fault


@lru_cache(maxsize=4)
def read_roots(path: Path, _changed: int = 0) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file. Raises ``OSError`` and ``ValueError``."""
    return tuple(x509.load_pem_x509_certificates(path.read_bytes()))
