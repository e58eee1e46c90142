"""What other apps may use of people."""

from quanheng.apps.people.actors import actor_for, held_on
from quanheng.apps.people.models import Organisation, OrganisationParent, Region

__all__ = ["Organisation", "OrganisationParent", "Region", "actor_for", "held_on"]
