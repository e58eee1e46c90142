"""Taking fields out of a YAML tree: what is missing, unknown or of the wrong kind becomes a fault with its line."""

from collections.abc import Callable, Collection

from quanheng.core.metrology.files.faults import FileFault
from quanheng.core.metrology.files.numbers import NotANumber, number
from quanheng.core.metrology.files.yaml_tree import Fields, Items, Leaf, Tree
from quanheng.core.metrology.statement import Statement

TRUE, FALSE = {"true", "yes", "on", "是"}, {"false", "no", "off", "否"}


class Taker:
    """Takes the fields of one mapping; faults gather in a list shared by the whole file."""

    def __init__(self, file: str, tree: Fields, path: str, faults: list[FileFault]) -> None:
        self.file, self.tree, self.path, self.faults = file, tree, path, faults

    def fault(self, field: str, rule: str, remedy: str, *, line: int | None = None) -> None:
        """Note a fault at ``field`` (its own line where it is given)."""
        at = line or self.tree.lines.get(field, self.tree.line)
        self.faults.append(FileFault(self.file, at, "", f"{self.path}{field}", rule, remedy))

    def only(self, known: Collection[str]) -> None:
        """Fault every field that is not ``known``: a misspelt one must not be ignored."""
        for name in self.tree.entries:
            if name not in known:
                self.fault(
                    name,
                    Statement("is not a known field"),
                    Statement("known here: {known}", known=", ".join(known)),
                )

    def has(self, field: str) -> bool:
        """Whether the field is given with something in it."""
        found = self.tree.entries.get(field)
        return found is not None and not (isinstance(found, Leaf) and found.text is None)

    def missing(self, field: str, remedy: str) -> None:
        """Fault a field that must be there."""
        self.fault(field, Statement("is missing"), remedy)

    def text(self, field: str, *, need: str | None = None, default: str = "") -> str:
        """A text; ``need`` is the remedy shown when it must be given and is not."""
        found = self.tree.entries.get(field)
        if not self.has(field):
            if need is not None:
                self.missing(field, need)
            return default
        if isinstance(found, Leaf) and found.text is not None:
            return found.text.strip()
        self.fault(field, Statement("must be text"), Statement("write it on one line, in quotation marks if need be"))
        return default

    def number(
        self,
        field: str,
        *,
        need: str | None = None,
        above: float | None = None,
        allow: Callable[[float], bool] = lambda _v: True,
        rule: str = "",
    ) -> float | None:
        """A finite number, above ``above`` where that is given, that ``allow`` accepts (else ``rule`` is said)."""
        if not self.has(field):
            if need is not None:
                self.missing(field, need)
            return None
        found = self.tree.entries[field]
        value = self.read(field, found)
        if value is None:
            return None
        if above is not None and value <= above:
            self.fault(
                field,
                Statement("must be more than {above:g}, not {value:g}", above=above, value=value),
                Statement("check the sign and the field"),
            )
            return None
        if not allow(value):
            self.fault(field, rule, Statement("check the value"))
            return None
        return value

    def read(self, field: str, found: Tree) -> float | None:
        """One tree as a number."""
        try:
            return number(found.text if isinstance(found, Leaf) else None)
        except NotANumber as wrong:
            self.fault(field, wrong.rule, wrong.remedy, line=found.line)
            return None

    def numbers(self, field: str) -> list[float]:
        """A list of numbers."""
        found = self.tree.entries[field]
        if not isinstance(found, Items):
            self.fault(field, Statement("must be a list of numbers"), Statement("write [1.01, 1.02, 1.00]"))
            return []
        read = [self.read(field, one) for one in found.items]
        return [] if None in read else [one for one in read if one is not None]

    def yes(self, field: str, *, default: bool = False) -> bool:
        """A yes or no."""
        text = self.text(field).lower()
        if text and text not in TRUE | FALSE:
            self.fault(field, Statement("must be true or false"), Statement("write true or false"))
        return text in TRUE if text else default

    def whole(self, field: str, *, least: int = 0, default: int | None = None, need: str | None = None) -> int | None:
        """A whole number of at least ``least``; ``1e6`` is one million."""
        value = self.number(
            field,
            need=need,
            allow=lambda v: v == int(v) and v >= least,
            rule=Statement("must be a whole number of at least {least}", least=least),
        )
        return default if value is None else int(value)

    def fields(self, field: str, *, need: str | None = None) -> "Taker | None":
        """The mapping in ``field``."""
        if not self.has(field):
            if need is not None:
                self.missing(field, need)
            return None
        found = self.tree.entries[field]
        if isinstance(found, Fields):
            return Taker(self.file, found, f"{self.path}{field}.", self.faults)
        self.fault(field, Statement("must hold fields of its own"), Statement("write name: value pairs below it"))
        return None
