"""The private halves of signing keys: files in a folder of their own, apart from the log's, each made once."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from quanheng.apps.evidence.models.labels import LabelKey
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.labels.cose import key_id
from quanheng.core.trust.signers.backend import SignerBackend
from quanheng.core.trust.signers.key_files import generate, read_key, write_key
from quanheng.kernel.errors import bad_input


def make() -> SignerBackend:
    """A new key, on the disk when this returns."""
    made = generate("ed25519")
    place = _file(key_id(made.public).hex())
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_key(place, made)
    return made


def signer_of(key: LabelKey) -> SignerBackend:
    """What signs as ``key``. ``BadInput`` when its file is gone, is another's, or may be read by others."""
    place = _file(key.key_id)
    remedy = _("请管理员从备份取回签发密钥文件，或停用这把密钥、另行登记。")
    try:
        signer = read_key(place)
    except OSError as missing:
        raise bad_input("", _("找不到签发密钥 %(key)s 的文件") % {"key": key.key_id}, remedy) from missing
    except TrustError as unusable:
        raise bad_input("", _("签发密钥 %(key)s 的文件不能使用") % {"key": key.key_id}, remedy) from unusable
    if signer.public.hex() != key.public:
        raise bad_input("", _("签发密钥 %(key)s 的文件里是另一把密钥") % {"key": key.key_id}, remedy)
    return signer


def _file(name: str) -> Path:
    return Path(settings.LABEL_KEYS) / f"{name}.pem"
