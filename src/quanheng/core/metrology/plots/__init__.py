"""Pictures of budgets and comparisons as standalone SVG text. No drawing library: the same input is the same bytes."""

from quanheng.core.metrology.plots.budget import BudgetPanel, BudgetWords, budget_plot
from quanheng.core.metrology.plots.comparison import ComparisonWords, comparison_plot

__all__ = ["BudgetPanel", "BudgetWords", "ComparisonWords", "budget_plot", "comparison_plot"]
