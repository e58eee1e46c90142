"""The pictures of the ledger."""

from django.utils.translation import gettext as _

from quanheng.apps.planning.queries.policies import Standing
from quanheng.apps.planning.rules.state import State
from quanheng.apps.planning.words import STATES
from quanheng.kernel.ui.charts.share_bar import ShareBar, share_bar

COLOURS = {State.DONE: 3, State.IN_PROGRESS: 1, State.OVERDUE: 2, State.NOT_BEGUN: 5, State.NO_DEADLINE: 0}


def standing_bar(standing: Standing, name: str, title: str) -> ShareBar:
    """How many tasks are in which state."""
    parts = [(STATES[state.value], standing.of(state), colour) for state, colour in COLOURS.items()]
    return share_bar(parts, title=_("%(title)s：各状态任务数") % {"title": title}, name=name)
