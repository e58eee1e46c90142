"""Imports: tables that offices keep, read into records with every fault by cell.

``reading`` opens files (Excel, CSV, Word and web tables) as rows of text; ``heading`` finds the headings; ``columns``
takes the records out; ``typed`` reads each cell by its ``Field``; an ``Importer``, which the app of the register
declares, says what each row would do to the register, does it, and takes it back. ``apps/imports`` is the door: it
knows no register.
"""

from quanheng.kernel.imports.columns import ColumnMap, Records, Texts
from quanheng.kernel.imports.fields import Field, ValueFault, folded, half_width
from quanheng.kernel.imports.heading import Heading, find_heading, heading_at
from quanheng.kernel.imports.importer import (
    CellFault,
    Change,
    Done,
    Entry,
    Importer,
    Plan,
    State,
    Undoing,
    Undone,
    compared,
    error,
)
from quanheng.kernel.imports.reading import TABLES, open_book
from quanheng.kernel.imports.registry import importer_of, importers, register
from quanheng.kernel.imports.sheets import Book, Mark, Row, Sheet, letters, place
from quanheng.kernel.imports.typed import typed

__all__ = [
    "TABLES",
    "Book",
    "CellFault",
    "Change",
    "ColumnMap",
    "Done",
    "Entry",
    "Field",
    "Heading",
    "Importer",
    "Mark",
    "Plan",
    "Records",
    "Row",
    "Sheet",
    "State",
    "Texts",
    "Undoing",
    "Undone",
    "ValueFault",
    "compared",
    "error",
    "find_heading",
    "folded",
    "half_width",
    "heading_at",
    "importer_of",
    "importers",
    "letters",
    "open_book",
    "place",
    "register",
    "typed",
]
