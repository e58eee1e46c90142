"""People with the offices of draws, signed in at the pages."""

from datetime import datetime
from typing import Any

from django.test import Client

from quanheng.apps.people.models import Account, Office, Region
from quanheng.apps.people.vocabulary import offices
from quanheng.kernel.directory import Body
from tests.web.access.cast import OTHER, OWN, PROVINCES, VISITORS, build_world

DRAWING = ("draw-organiser", "draw-approver", "draw-witness")


class Offices:
    """Clients of an organiser, an approver and a witness of one organisation, and of a witness and an approver (the
    ``stranger``) of another.
    """

    def __init__(self, moment: datetime) -> None:
        lines = [one for one in offices().offices if one.slug in DRAWING]
        Office.objects.bulk_create(Office(slug=one.slug, name=one.name, order=one.order, votes=False) for one in lines)
        for code in {*PROVINCES} - {*Region.objects.values_list("pk", flat=True)}:
            Region.objects.create(code=code, name=f"省级区划 {code}")
        people = [one for one in VISITORS if one.office in DRAWING and one.name.endswith((f"-{OWN}", f"-{OTHER}"))]
        self._world = build_world(moment, people, [])
        self._by_name = {one.name: one for one in people}
        self.own = Body(self._world.own.pk, self._world.own.key, self._world.own.name)
        self.other = Body(self._world.other.pk, self._world.other.key, self._world.other.name)
        self.nobody = Client()
        self.organiser, self.approver, self.witness = (self._client(office, OWN) for office in DRAWING)
        self.stranger, self.other_witness = (self._client(office, OTHER) for office in DRAWING[1:])

    def _client(self, office: str, place: str) -> Client:
        return self._world.client(self._by_name[f"{office}-{place}"])

    def person(self, office: str, place: str = OWN) -> Any:
        """The number of the person with an office."""
        return Account.objects.get(username=f"{office}-{place}").person_id
