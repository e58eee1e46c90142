"""The tables of people."""

from quanheng.apps.people.models.account import Account
from quanheng.apps.people.models.appointment import Appointment, Office
from quanheng.apps.people.models.credentials import FormerPassword, RecoveryCode
from quanheng.apps.people.models.identity import LinkedIdentity
from quanheng.apps.people.models.merge import Merge
from quanheng.apps.people.models.numbering import LastNumber
from quanheng.apps.people.models.organisation import FormerName, Organisation, OrganisationParent
from quanheng.apps.people.models.person import Person
from quanheng.apps.people.models.proposal import OfficeProposal
from quanheng.apps.people.models.region import Region
from quanheng.apps.people.models.sign_in_failure import SignInFailure

__all__ = [
    "Account",
    "Appointment",
    "FormerName",
    "FormerPassword",
    "LastNumber",
    "LinkedIdentity",
    "Merge",
    "Office",
    "OfficeProposal",
    "Organisation",
    "OrganisationParent",
    "Person",
    "RecoveryCode",
    "Region",
    "SignInFailure",
]
