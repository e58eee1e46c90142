"""What other apps may use of people."""

from quanheng.apps.people.acting import actor_of_request
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.correct_appointment import correct_appointment
from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.actions.correct_person import correct_person
from quanheng.apps.people.actions.create_administrators import create_administrators
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actions.ensure_part_of import ensure_part_of
from quanheng.apps.people.actions.load_register import load_register
from quanheng.apps.people.actions.record_refusal import record_refusal
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.actions.restore_organisation import restore_organisation
from quanheng.apps.people.actions.synthesise import synthesise
from quanheng.apps.people.actions.withdraw_appointment import withdraw_appointment
from quanheng.apps.people.actions.withdraw_organisations import withdraw_organisations
from quanheng.apps.people.actions.withdraw_person import withdraw_person
from quanheng.apps.people.actors import actor_for, held_on
from quanheng.apps.people.datasets import ORGANISATION_DATASET
from quanheng.apps.people.importing.region_names import region_field
from quanheng.apps.people.keys import next_numbers
from quanheng.apps.people.models import Appointment, Office, Organisation, OrganisationParent, Person, Region
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.queries.organisations import called, organisations, own_organisation, province_names
from quanheng.apps.people.queries.persons import (
    appointments_of,
    initial_accounts,
    key_of,
    namesakes,
    office_holders,
    office_names,
)
from quanheng.apps.people.rules.names import name_key

__all__ = [
    "ORGANISATION_DATASET",
    "Appointment",
    "Office",
    "Organisation",
    "OrganisationParent",
    "Person",
    "Region",
    "actor_for",
    "actor_of_request",
    "appoint",
    "appointments_of",
    "called",
    "correct_appointment",
    "correct_organisation",
    "correct_person",
    "create_administrators",
    "ensure_organisation",
    "ensure_part_of",
    "held_on",
    "initial_accounts",
    "key_of",
    "load_register",
    "may_register",
    "name_key",
    "namesakes",
    "next_numbers",
    "office_holders",
    "office_names",
    "organisations",
    "own_organisation",
    "province_names",
    "record_refusal",
    "region_field",
    "register_person",
    "restore_organisation",
    "synthesise",
    "withdraw_appointment",
    "withdraw_organisations",
    "withdraw_person",
]
