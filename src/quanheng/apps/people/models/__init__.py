"""The tables of people."""

from quanheng.apps.people.models.account import Account
from quanheng.apps.people.models.appointment import Appointment, Office
from quanheng.apps.people.models.organisation import Organisation, OrganisationParent
from quanheng.apps.people.models.person import Person
from quanheng.apps.people.models.region import Region

__all__ = ["Account", "Appointment", "Office", "Organisation", "OrganisationParent", "Person", "Region"]
