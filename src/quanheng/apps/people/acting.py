"""In which of the offices held today somebody acts: chosen in the session, checked again on every request."""

from django.http import HttpRequest

from quanheng.apps.people.actors import actor_for
from quanheng.kernel.actor import Actor

CHOSEN = "acting_as"


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor of this request: the offices held today, acting in the one this session chose."""
    chosen = request.session.get(CHOSEN)
    return actor_for(request.user, chosen=chosen if isinstance(chosen, int) else None)


def remember(request: HttpRequest, appointment_id: int) -> None:
    """Let this session act in another office from the next request on."""
    request.session[CHOSEN] = appointment_id
