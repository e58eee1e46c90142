"""Who acts, and what a policy answers.

An :class:`Actor` is built once a request from the account and the offices its person holds on that day, and acts in one
of them: only that office's roles, organisation and region count, for reading as for writing. A policy answers with a
:class:`Decision` that carries the reason and the article it rests on. Deny is the default everywhere.
"""

from dataclasses import dataclass, field
from datetime import date

from quanheng.core.basis import Basis


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """任职 as seen by policies: an office (职务) held in an organisation on the day the actor was built. ``title`` is
    what the office is called, ``roles`` what it grants, ``last_day`` the last day it is held (open when ``None``).
    """

    appointment_id: int
    office: str
    organisation_id: int
    organisation: str
    region: str = ""
    title: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    last_day: date | None = None


def reach(region: str) -> str:
    """How the codes begin of all that lies in ``region`` (GB/T 2260): ``36`` for ``360000``, ``3601`` for ``360100``.
    Empty, which every code begins with, for the whole country: no code, or ``000000``.
    """
    while region.endswith("00"):
        region = region[:-2]
    return region


@dataclass(frozen=True, slots=True)
class Actor:
    """行为人: the account, its person, the offices ``held`` on ``on`` and the one it is ``acting_as``, whose ``roles``
    alone count. ``ended``: the office that was chosen is no longer held, so none is acted in until another is chosen.
    ``system`` names a machine actor.
    """

    on: date | None = None
    account_id: int | None = None
    person_id: int | None = None
    name: str = ""
    held: tuple[OfficeHeld, ...] = ()
    acting_as: OfficeHeld | None = None
    ended: bool = False
    system: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_anonymous(self) -> bool:
        """True for a reader who has not signed in."""
        return self.account_id is None and not self.system

    @property
    def offices(self) -> tuple[OfficeHeld, ...]:
        """The offices that count: the one acted in. What else the person holds (``held``) gives no power meanwhile."""
        return (self.acting_as,) if self.acting_as else ()

    def holds(self, office: str, organisation_id: int | None = None) -> bool:
        """Whether the actor acts in ``office``, in the given organisation when one is named."""
        return any(held.office == office and organisation_id in (None, held.organisation_id) for held in self.offices)

    @property
    def region(self) -> str:
        """The code of the region whose organisation the actor acts for; empty for the whole country."""
        return self.acting_as.region if self.acting_as else ""

    def covers(self, region: str | None) -> bool:
        """Whether the office acted in answers for what lies in ``region`` (none: for no region in particular, which
        only offices of the whole country do). Says where, not what: the roles are asked beside it.
        """
        if self.system:
            return True
        return self.acting_as is not None and (region or "").startswith(reach(self.acting_as.region))

    @property
    def label(self) -> str:
        """What an event records about who acted."""
        return f"system:{self.system}" if self.system else f"account:{self.account_id or 0}"


ANONYMOUS = Actor()


def system_actor(name: str) -> Actor:
    """The actor of a command or a job, e.g. ``loader``. It is named in every event it writes."""
    return Actor(system=name, name=name)


@dataclass(frozen=True, slots=True)
class Decision:
    """裁定: what a policy answers. Truthy when allowed; otherwise ``reason`` is a sentence a person can act on."""

    allowed: bool
    reason: str = ""
    basis: Basis | None = None

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise :class:`Refused` unless allowed."""
        if not self.allowed:
            raise Refused(self)


ALLOWED = Decision(allowed=True)


def denied(reason: str, basis: Basis | None = None) -> Decision:
    """A refusal with its reason."""
    return Decision(allowed=False, reason=reason, basis=basis)


class Refused(Exception):
    """A policy said no. The page prints the reason, the API returns it as problem+json with status 403."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision
