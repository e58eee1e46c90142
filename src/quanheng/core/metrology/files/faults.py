"""What is wrong with a file, and where: every fault found, not only the first."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault: ``file``, ``place`` (``line 7`` or a cell such as ``B7``; empty for the whole file), ``field``, the
    ``rule`` that is broken and the ``remedy``. Rule and remedy are usually a
    :class:`~quanheng.core.metrology.statement.Statement`.
    """

    file: str
    line: int | None
    cell: str
    field: str
    rule: str
    remedy: str = ""

    def __str__(self) -> str:
        where = self.cell or (f"line {self.line}" if self.line else "")
        head = ", ".join(part for part in (self.file, where, self.field) if part)
        return f"{head}: {self.rule}" + (f" ({self.remedy})" if self.remedy else "")


class FileRefused(ValueError):
    """The file cannot be taken; nothing was made of it. Carries its ``faults`` in the order of the file."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)
