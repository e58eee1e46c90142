"""How long the next sign-in waits after failures in a row.

The wait grows but never passes a quarter of an hour, so that nobody can lock an owner out for good. Failures count for
one account *from one network*, and for one network whatever the account; a browser that signed in before has a count of
its own (OWASP: device cookies), which strangers cannot raise. One-time and recovery codes count for the account,
wherever they are typed: only who knows the password gets that far, and a browser that signed in before counts apart.
"""

import ipaddress
from datetime import timedelta

FREE_PAIR, FREE_NETWORK, FREE_CODE = 5, 30, 5
FIRST, LONGEST = timedelta(seconds=2), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(failures: int, free: int) -> timedelta:
    """The wait after so many failures in a row, ``free`` of which cost nothing: 2 s, 4 s, 8 s … 15 min."""
    if failures < free:
        return timedelta(0)
    return min(LONGEST, FIRST * (1 << min(failures - free, 20)))


def address_or_none(text: str) -> str | None:
    """``text`` when it is an address."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


def network(address: str) -> str:
    """The network an address counts for: itself (IPv4), its /64 (IPv6); the text as it is when it is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.ip_network(f"{parsed}/64", strict=False))
