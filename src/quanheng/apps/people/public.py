"""What other apps may use of people."""

from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actors import actor_for, held_on
from quanheng.apps.people.models import Organisation, OrganisationParent, Region
from quanheng.apps.people.policies import may_register

__all__ = [
    "Organisation",
    "OrganisationParent",
    "Region",
    "actor_for",
    "ensure_organisation",
    "held_on",
    "may_register",
]
