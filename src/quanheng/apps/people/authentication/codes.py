"""One-time codes of an authenticator app (TOTP, RFC 6238): six digits, a new one every 30 seconds."""

import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value

from quanheng.apps.people.authentication.sealing import unseal
from quanheng.apps.people.models import Account

PERIOD = 30
DRIFT = 1
"""Steps a clock may be off, either way."""
ISSUER = "Quanheng"
new_secret = generate_totp_secret


def address_of(account: Account, secret: str) -> str:
    """What an authenticator app reads from the picture."""
    label = quote(f"{ISSUER}:{account.username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step ``code`` belongs to, ``None`` when it is not a code of these moments."""
    typed = "".join(code.split())
    current = int(now.timestamp()) // PERIOD
    for step in range(current - DRIFT, current + DRIFT + 1):
        if hmac.compare_digest(typed.encode(), format_hotp_value(hotp_value(secret, step)).encode()):
            return step
    return None


def app_of(account: Account) -> Authenticator | None:
    """The authenticator app of ``account``."""
    found: Authenticator | None = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    return found


def take_code(account: Account, code: str, now: datetime) -> Authenticator | None:
    """The app of ``account`` when ``code`` is one of its codes and was not used before; from now on it is used."""
    app = app_of(account)
    if app is None:
        return None
    step = step_of(unseal(app.data["secret"]), code, now)
    return app if step is not None and account.take_code_step(step) else None
