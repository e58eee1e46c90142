"""How often one client may ask."""

import re
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_rate(rate: str) -> tuple[int, int]:
    """``600/m`` as requests and seconds. Raises ``ValueError`` for anything else."""
    match = re.fullmatch(r"([1-9][0-9]{0,8})/([smhd])", rate)
    if not match:
        raise ValueError(f"a rate is written like 600/m (s, m, h or d), not {rate!r}")
    return int(match[1]), SECONDS[match[2]]


def client_of(request: HttpRequest) -> str:
    """The address the request came from. Behind the proxy that ``SECURE_PROXY_SSL_HEADER`` declares it is the last one
    that proxy added; anything before it the client could have written itself.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return (forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", ""))[:64]


class ClientThrottle(BaseThrottle):
    """``settings.API_RATE`` requests a client and window, counted in the cache of the process. It keeps nothing on
    itself, because one object serves all threads.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request and say whether it is within the rate."""
        most, seconds = parse_rate(settings.API_RATE)
        key = f"api.rate.{client_of(request)}.{int(time.time()) // seconds}"
        cache.add(key, 0, seconds)
        try:
            return cache.incr(key) <= most
        except ValueError:  # the window ended between the two calls
            return True

    def wait(self) -> float:
        """Seconds until the next window."""
        _, seconds = parse_rate(settings.API_RATE)
        return seconds - int(time.time()) % seconds
