"""One thing that does not fit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (entry, tile, state, checkpoint, event, seal, file), and which one and how."""

    what: str
    where: str

    def __str__(self) -> str:
        return f"{self.what}\t{self.where}"
