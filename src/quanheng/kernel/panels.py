"""Panels: what a higher app adds to the page of a lower app's record, which cannot know the higher app.

The lower app names a place (``organisation``) and shows whatever is registered there; the higher app registers when it
is ready. So a page of people can say which committees an organisation hosts without importing committees.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """``template`` is included with ``panel`` = what ``content(record, actor)`` gives; ``None`` leaves it out. A panel
    asks a constant number of queries and scopes them to the actor.
    """

    place: str
    order: int
    template: str
    content: Callable[[Any, Actor], Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel with its content, ready for the page."""

    template: str
    content: Any


_panels: dict[str, list[Panel]] = {}


def register(panel: Panel) -> None:
    """Called once by each app when it is ready."""
    _panels.setdefault(panel.place, []).append(panel)
    _panels[panel.place].sort(key=lambda one: one.order)


def panels(place: str, record: Any, actor: Actor) -> list[Shown]:
    """What the page of ``record`` at ``place`` shows, in order."""
    found = ((panel, panel.content(record, actor)) for panel in _panels.get(place, []))
    return [Shown(panel.template, content) for panel, content in found if content is not None]
