"""Sentences that can be said in another language: a template and the values that fill it."""

from typing import Any, Self


class Statement(str):  # noqa: SLOT000  a text that carries its parts
    """An English sentence that remembers its ``template`` and ``values``, so that a door may translate the template and
    fill it again. It is a plain ``str`` to everybody else.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        """``template`` in the syntax of ``str.format``, filled with ``values``."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Copies and pickles are made from the parts again."""
        return (self.template,), self.values

    def with_values(self, **values: Any) -> "Statement":
        """The same sentence with some values replaced."""
        return Statement(self.template, **{**self.values, **values})
