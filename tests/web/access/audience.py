"""Who may open an address, in words a table can hold."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Visitor:
    """Somebody who walks: with which office, held where, and whether it still runs.

    ``place`` is ``own`` (the organisation the sample records belong to, one of a province), ``other`` (one of the whole
    country), ``elsewhere`` (one of another province) or nothing. ``roles`` are those the
    office grants while it runs.
    """

    name: str
    office: str = ""
    place: str = ""
    roles: frozenset[str] = frozenset()
    account: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Audience:
    """A set of visitors. ``A | B`` admits both."""

    name: str
    admits: Callable[[Visitor], bool]

    def __or__(self, other: "Audience") -> "Audience":
        return Audience(f"{self.name} | {other.name}", lambda one: self.admits(one) or other.admits(one))

    def __str__(self) -> str:
        return self.name

    @property
    def here(self) -> "Audience":
        """Of these, whoever acts for the region of the sample record: in it, or for the whole country."""
        return Audience(f"{self.name}.here", lambda one: self.admits(one) and one.place != "elsewhere")

    @property
    def nationwide(self) -> "Audience":
        """Of these, whoever acts for the whole country."""
        return Audience(f"{self.name}.nationwide", lambda one: self.admits(one) and one.place == "other")


def _role(role: str) -> Audience:
    return Audience(role.upper(), lambda one: role in one.roles)


def holder(office: str, place: str = "own") -> Audience:
    """Whoever holds ``office`` today in the organisation of the sample record (in any when ``place`` is empty)."""
    return Audience(f"holder({office})", lambda one: one.office == office and (one.place == place or not place))


PUBLIC = Audience("PUBLIC", lambda _one: True)
"""Everybody, signed in or not."""
SIGNED_IN = Audience("SIGNED_IN", lambda one: one.account)
"""Every account that is enabled, also one whose person holds no office today."""
COLLEAGUES = Audience("COLLEAGUES", lambda one: one.place == "own")
"""Whoever holds an office today in the organisation of the sample record."""
REGISTRAR = _role("registrar")
SYSTEM_ADMINISTRATOR = _role("system_administrator")
SECURITY_ADMINISTRATOR = _role("security_administrator")
AUDITOR = _role("auditor")
PLANNERS = Audience("PLANNERS", lambda one: one.office == "planning-officer" and one.place != "")
"""Planning officers of any organisation."""
PLANNERS_HERE = Audience("PLANNERS_HERE", lambda one: one.office == "planning-officer" and one.place == "own")
"""Planning officers of the organisation that keeps the policy of the sample record."""
OWN_REGISTRAR = Audience("OWN_REGISTRAR", lambda one: "registrar" in one.roles and one.place == "own")
"""Registrars of the organisation of the sample record."""
NOBODY = Audience("NOBODY", lambda _one: False)


@dataclass(frozen=True)
class Access:
    """Who may ``get`` an address and who may ``post`` to it.

    ``post=None``: the page takes no form; whoever posts to it changes nothing. ``get=None``: the address is only posted
    to. ``empty``: the platform as shipped has no record at this address, so those who may open it find 404.
    """

    get: Audience | None
    post: Audience | None = None
    empty: bool = False


def read(audience: Audience, *, empty: bool = False) -> Access:
    """A page that is only read."""
    return Access(audience, None, empty)


def form(audience: Audience) -> Access:
    """A page with a form: who may open it may send it."""
    return Access(audience, audience)


def act(audience: Audience) -> Access:
    """An address that is only posted to."""
    return Access(None, audience)
