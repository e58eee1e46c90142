"""Reading files of measurement data: YAML budgets, CSV and XLSX tables. Pure: bytes in, values or faults out.

PyYAML and openpyxl are used here and nowhere else in the core.
"""

from quanheng.core.metrology.files.budget import BudgetFile, MonteCarlo, read_budget_file
from quanheng.core.metrology.files.comparison import ComparisonFile, Participant, read_comparison
from quanheng.core.metrology.files.faults import FileFault, FileRefused
from quanheng.core.metrology.files.tables import Cell, Table, read_table

__all__ = [
    "BudgetFile",
    "Cell",
    "ComparisonFile",
    "FileFault",
    "FileRefused",
    "MonteCarlo",
    "Participant",
    "Table",
    "read_budget_file",
    "read_comparison",
    "read_table",
]
