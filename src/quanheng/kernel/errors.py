"""Errors that are part of the interface: what was wrong, where, and what to do."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where (file, row, field or clause), what, and the remedy."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return "：".join(part for part in (self.where, self.what) if part) + (f"。{self.remedy}" if self.remedy else "")


@dataclass
class BadInput(Exception):
    """The input cannot be taken; nothing was changed. Carries every fault found, not only the first."""

    faults: list[Fault] = field(default_factory=list)

    def __str__(self) -> str:
        return "；".join(str(fault) for fault in self.faults)


def bad_input(where: str, what: str, remedy: str = "") -> BadInput:
    """A :class:`BadInput` with one fault."""
    return BadInput([Fault(where, what, remedy)])
