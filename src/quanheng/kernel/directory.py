"""Which body a name means, asked by apps that stand below the register of organisations.

The register says once, when it is ready, how bodies are found; whoever asks gets the number an actor's offices carry.
"""

from collections.abc import Callable
from dataclasses import dataclass

from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Body:
    """机构 as the kernel knows it: its number in the database, its register number, its name."""

    id: int
    key: str
    name: str


Finder = Callable[[str, Actor], Body | None]
_finders: list[Finder] = []


def look_up_with(finder: Finder) -> None:
    """Called by the app that keeps organisations: ``finder`` takes a register number or a full name."""
    _finders[:] = [finder]


def body_named(text: str, actor: Actor) -> Body | None:
    """The body ``text`` names, as far as ``actor`` may know of it; ``None`` when there is none, or more than one."""
    found = (finder(text.strip(), actor) for finder in _finders)
    return next((body for body in found if body is not None), None)
