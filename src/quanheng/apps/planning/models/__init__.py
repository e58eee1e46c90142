"""The tables of planning."""

from quanheng.apps.planning.models.body import Body
from quanheng.apps.planning.models.indicator import IndicatorValue
from quanheng.apps.planning.models.intake import Intake, Proposal
from quanheng.apps.planning.models.policy import Point, Policy
from quanheng.apps.planning.models.progress import Evidence, Progress
from quanheng.apps.planning.models.task import Responsibility, Task

__all__ = [
    "Body",
    "Evidence",
    "IndicatorValue",
    "Intake",
    "Point",
    "Policy",
    "Progress",
    "Proposal",
    "Responsibility",
    "Task",
]
