"""Passwords made for people, and passwords people choose."""

import hashlib
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from quanheng.apps.people.models import Account, FormerPassword
from quanheng.apps.people.password_profile import profile
from quanheng.kernel.errors import BadInput, Fault

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 5
CONTEXT = ("quanheng", "权衡", "jiliang", "计量", "metrology")
SHA1_HEX = 40


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with the second parameter set that RFC 9106 recommends (64 MiB, three passes, four lanes): a hundred
    megabytes a sign-in would let a crowd at the door exhaust a small server.
    """

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4


class ProfileValidator:
    """What the password profile of the deployment says, words of the context, and the breached list of the operator."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` with every fault."""
        rules, faults = profile(), []
        if len(password) < rules.minimum.value:
            faults.append(_("口令太短，至少 %d 位") % rules.minimum.value)
        if len(password) > rules.maximum.value:
            faults.append(_("口令太长，至多 %d 位") % rules.maximum.value)
        if _classes(password) < rules.classes.value:
            faults.append(_("口令须含大写字母、小写字母、数字、其他字符中的至少 %d 类") % rules.classes.value)
        if _is_context(password):
            faults.append(_("口令不能只是平台或行业的名称加几个字符"))
        if _is_breached(password):
            faults.append(_("口令出现在已泄露口令清单中"))
        if faults:
            raise ValidationError(faults)

    def get_help_text(self) -> str:
        """In words."""
        rules = profile()
        said = [_("至少 %(least)d 位，建议 %(better)d 位以上")]
        if rules.classes.value:
            said.append(_("含大写、小写、数字、其他字符中的至少 %(classes)d 类"))
        else:
            said.append(_("无须夹杂各种字符，长比怪好"))
        if rules.days.value:
            said.append(_("每 %(days)d 天更换一次"))
        values = {
            "least": rules.minimum.value,
            "better": rules.recommended.value,
            "classes": rules.classes.value,
            "days": rules.days.value,
        }
        return "；".join(said) % values


def password_help() -> str:
    """The rules in force, in one sentence for people who choose a password."""
    return _("%s；不要用常见的词句，也不要与登录名相近。") % ProfileValidator().get_help_text()


def random_password() -> str:
    """Twenty characters nobody mixes up, in groups (99 bits): ``k7m2p-…``."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def acceptable_or_fault(password: str, account: Account, field: str = "password") -> None:
    """Raise ``BadInput`` with everything the rules in force have against ``password``."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInput([Fault(field, message.rstrip("。")) for message in error.messages]) from error
    kept = profile().history.value
    former = FormerPassword.objects.filter(account=account.pk)[:kept] if kept and account.pk else ()
    digests = [account.password, *(one.digest for one in former)] if kept and account.pk else []
    if any(check_password(password, digest) for digest in digests):
        raise BadInput([Fault(field, _("新口令不能与近 %d 次用过的相同") % kept)])


def _classes(password: str) -> int:
    kinds = (str.isupper, str.islower, str.isdigit, lambda one: not one.isalnum())
    return sum(any(kind(one) for one in password) for kind in kinds)


def _is_context(password: str) -> bool:
    """Whether little is left of it once the words of the context are taken out."""
    rest = password.lower()
    for word in CONTEXT:
        rest = rest.replace(word, "")
    return len(rest) < len(password) and len(rest) < profile().minimum.value // 2


def _is_breached(password: str) -> bool:
    """Whether its SHA-1 stands in the operator's list: lines ``HASH`` or ``HASH:count``, sorted, as Have I Been Pwned
    publishes it. Looked up by halving, so that a file of any size costs some forty reads; nothing leaves the machine.
    """
    if not settings.BREACHED_PASSWORDS:
        return False
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with Path(settings.BREACHED_PASSWORDS).open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            file.seek(max(middle - 1, 0))
            if middle:
                file.readline()
            line = file.readline()
            found = line[:SHA1_HEX].upper()
            if found == wanted:
                return True
            if not line or found > wanted:
                high = middle
            else:
                low = middle + 1
    return False
