"""What other apps may use of people."""

from quanheng.apps.people.acting import actor_of_request
from quanheng.apps.people.actions.create_administrators import create_administrators
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actions.ensure_part_of import ensure_part_of
from quanheng.apps.people.actions.load_register import load_register
from quanheng.apps.people.actions.record_refusal import record_refusal
from quanheng.apps.people.actions.synthesise import synthesise
from quanheng.apps.people.actors import actor_for, held_on
from quanheng.apps.people.datasets import ORGANISATION_DATASET
from quanheng.apps.people.models import Organisation, OrganisationParent, Region
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.queries.organisations import organisations, own_organisation, province_names
from quanheng.apps.people.queries.persons import initial_accounts, key_of, office_names

__all__ = [
    "ORGANISATION_DATASET",
    "Organisation",
    "OrganisationParent",
    "Region",
    "actor_for",
    "actor_of_request",
    "create_administrators",
    "ensure_organisation",
    "ensure_part_of",
    "held_on",
    "initial_accounts",
    "key_of",
    "load_register",
    "may_register",
    "office_names",
    "organisations",
    "own_organisation",
    "province_names",
    "record_refusal",
    "synthesise",
]
