"""From the number of an account to its actor, for work that is done after the request is over.

The app that keeps accounts says how, when it is ready; apps above it in the order cannot import it.
"""

from collections.abc import Callable

from quanheng.kernel.actor import ANONYMOUS, Actor

Provider = Callable[[int, int | None], Actor]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Called once: ``provider(account, appointment)`` gives the actor of that account today."""
    _providers[:] = [provider]


def actor_of_account(account: int, appointment: int | None = None) -> Actor:
    """The actor of ``account`` today, acting in ``appointment`` if it still runs. An account that is gone or disabled
    is nobody; one whose offices have ended has no power: ask the policy again.
    """
    return _providers[0](account, appointment) if _providers else ANONYMOUS
