"""The tables of people."""

from quanheng.apps.people.models.account import Account
from quanheng.apps.people.models.appointment import Appointment, Office
from quanheng.apps.people.models.organisation import FormerName, Organisation, OrganisationParent
from quanheng.apps.people.models.person import Person
from quanheng.apps.people.models.region import Region
from quanheng.apps.people.models.sign_in_failure import SignInFailure

__all__ = [
    "Account",
    "Appointment",
    "FormerName",
    "Office",
    "Organisation",
    "OrganisationParent",
    "Person",
    "Region",
    "SignInFailure",
]
