import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.template import Context, Template

from quanheng.apps.evidence import catalogue
from quanheng.apps.evidence.catalogue import event, from_json, kinds, to_json
from quanheng.apps.evidence.models import Event
from quanheng.apps.evidence.public import history, recent_events, recent_public, record, record_many
from quanheng.apps.people.events import OrganisationRegistered, PersonRegistered
from quanheng.kernel.actor import ANONYMOUS, Actor, OfficeHeld, system_actor
from quanheng.kernel.subjects import Subject

LOADER = system_actor("loader")
OFFICE = OfficeHeld(1, "auditor", 1, "平台运行单位", roles=frozenset({"auditor"}))
AUDITOR = Actor(account_id=1, person_id=1, acting_as=OFFICE, roles=OFFICE.roles)
SUBJECT = Subject("organisation", "O000001")
EVENTS_PAGE = Path(__file__).parents[3] / "docs" / "engineering" / "events.md"


def refused(statement: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_event SET actor = %s",
        "DELETE FROM evidence_event WHERE actor <> %s",
        "UPDATE evidence_event SET office = %s WHERE id > 0",
    ],
)
def test_the_database_itself_refuses_to_change_an_event(told, statement):
    assert "append-only" in refused(statement, "nobody")
    assert Event.objects.get(pk=told.pk).actor == "system:loader"


def test_the_database_refuses_to_empty_the_table(told):
    if connection.vendor == "postgresql":
        assert "append-only" in refused("TRUNCATE evidence_event")
    assert "append-only" in refused("DELETE FROM evidence_event")  # SQLite's TRUNCATE is a DELETE without WHERE
    assert Event.objects.count() == 1


@pytest.mark.parametrize("change", ["save", "delete", "update"])
def test_the_orm_cannot_change_an_event_either(told, change):
    act = {"save": told.save, "delete": told.delete, "update": lambda: Event.objects.update(actor="nobody")}[change]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write", [record, lambda payload, *, subject, **told: record_many([(payload, subject)], **told)]
)
def test_an_event_is_not_written_outside_a_transaction(moment, write):
    payload = OrganisationRegistered("O000001", "某院", "institute")
    wrapper = connections["default"]
    wrapper.in_atomic_block = False
    try:
        with pytest.raises(RuntimeError, match="inside the transaction"):
            write(payload, actor=LOADER, subject=SUBJECT, now=moment)
    finally:
        wrapper.in_atomic_block = True
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_change_that_fails_leaves_no_event(moment):
    @transaction.atomic
    def told_then_failed() -> None:
        record(OrganisationRegistered("O000001", "某院", "institute"), actor=LOADER, subject=SUBJECT, now=moment)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        told_then_failed()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_payload_outside_the_catalogue_is_refused(moment):
    @dataclass(frozen=True)
    class Unheard:
        what: str

        def sentence(self) -> str:
            return self.what

    with pytest.raises(KeyError), transaction.atomic():
        record(Unheard("x"), actor=LOADER, subject=SUBJECT, now=moment)
    assert not Event.objects.exists()


@pytest.mark.parametrize("value", [1.5, {"a": 1}, object(), b"x", {1}])
def test_a_payload_holds_plain_values_only(value):
    @dataclass(frozen=True)
    class Odd:
        what: object

    with pytest.raises(TypeError):
        to_json(Odd(value))


def test_a_kind_is_declared_once():
    name = next(iter(kinds()))
    with pytest.raises(ValueError, match="declared twice"):
        event(name, label="x")(type("Again", (), {}))


def examples():
    values = {str: "文", int: 3, bool: True, date: date(2026, 1, 2)}
    for kind in kinds().values():
        fields = {}
        for field in dataclasses.fields(kind.payload):
            type_ = (
                field.type if isinstance(field.type, type) else {"str": str, "int": int, "bool": bool}.get(field.type)
            )
            number_as_text = field.name.endswith("_ns")
            fields[field.name] = "3" if number_as_text else values[type_] if type_ in values else _loose(field.type)
        yield kind, kind.payload(**fields)


def _loose(annotation: object) -> object:
    text = str(annotation)
    if "tuple" in text:
        return ("文", "字")
    if "date" in text:
        return date(2026, 1, 2)
    return "文" if "str" in text else 3


@pytest.mark.parametrize(("kind", "payload"), list(examples()), ids=lambda value: getattr(value, "name", ""))
def test_every_kind_survives_storage_and_says_something(kind, payload):
    again = from_json(kind.name, to_json(payload))
    assert again.sentence()
    assert str(kind.label)
    assert kind.payload.__dataclass_params__.frozen


def test_the_catalogue_is_closed_and_written_down():
    """docs/engineering/events.md lists every kind with its openness and fields, and nothing else."""
    written = {
        name: (openness, tuple(part.strip(" `") for part in fields.split(",")) if fields.strip() != "—" else ())
        for name, openness, fields in re.findall(
            r"^\| `([a-z_]+\.[a-z_]+)` \| (public|not public) \| ([^|]+) \|", EVENTS_PAGE.read_text(), re.MULTILINE
        )
    }
    declared = {
        kind.name: (
            "public" if kind.public else "not public",
            tuple(field.name for field in dataclasses.fields(kind.payload)),
        )
        for kind in kinds().values()
    }
    assert written == declared


def test_no_kind_that_names_a_person_or_an_account_is_public():
    telling = {"person", "username", "account"}
    for kind in kinds().values():
        if kind.public:
            assert not telling & {field.name for field in dataclasses.fields(kind.payload)}


@pytest.mark.django_db
class TestReading:
    def tell(self, moment, *payloads):
        with transaction.atomic():
            for payload, subject in payloads:
                record(payload, actor=LOADER, subject=subject, now=moment)

    def test_the_public_reads_public_events_only(self, moment):
        self.tell(
            moment,
            (OrganisationRegistered("O000001", "某院", "institute"), SUBJECT),
            (PersonRegistered("P000001"), Subject("person", "P000001")),
        )
        assert [line.kind for line in recent_public(limit=9)] == ["people.organisation_registered"]
        assert [line.kind for line in recent_events(ANONYMOUS, limit=9)] == ["people.organisation_registered"]
        assert len(recent_events(AUDITOR, limit=9)) == 2

    def test_a_private_event_of_a_public_kind_is_private(self, moment):
        with transaction.atomic():
            payload = OrganisationRegistered("O000001", "内部", "other")
            record(payload, actor=LOADER, subject=SUBJECT, now=moment, private=True)
        assert recent_public(limit=9) == []
        assert len(recent_events(AUDITOR, limit=9)) == 1

    def test_nothing_makes_a_kind_public_that_is_not(self, moment):
        with transaction.atomic():
            subject = Subject("person", "P000001")
            record(PersonRegistered("P000001"), actor=LOADER, subject=subject, now=moment, private=False)
        assert recent_public(limit=9) == []

    def test_history_is_the_subject_s_own_the_latest_first(self, moment):
        other = Subject("organisation", "O000002")
        self.tell(
            moment,
            (OrganisationRegistered("O000001", "甲", "other"), SUBJECT),
            (OrganisationRegistered("O000002", "乙", "other"), other),
            (OrganisationRegistered("O000001", "丙", "other"), SUBJECT),
        )
        assert [line.sentence for line in history(SUBJECT, actor=ANONYMOUS)] == [
            "登记机构“丙”（O000001）。",
            "登记机构“甲”（O000001）。",
        ]

    def test_pages_of_events_go_on_where_the_last_one_ended(self, moment):
        self.tell(
            moment,
            *(
                (OrganisationRegistered(f"O{n:06d}", "甲", "other"), Subject("organisation", f"O{n:06d}"))
                for n in range(7)
            ),
        )
        first = recent_public(limit=3)
        second = recent_public(limit=3, before=first[-1].id)
        assert [line.subject_key for line in first + second] == [f"O{n:06d}" for n in range(6, 0, -1)]

    def test_what_is_said_of_html_is_text(self, moment):
        self.tell(moment, (OrganisationRegistered("O000001", "<script>alert(1)</script>", "other"), SUBJECT))
        html = Template("{% load evidence %}{% history subject %}").render(
            Context({"subject": SUBJECT, "actor": ANONYMOUS})
        )
        assert "&lt;script&gt;" in html
        assert "<script>" not in html

    def test_a_kind_no_longer_declared_is_shown_as_it_is_stored(self, moment):
        Event.objects.create(
            kind="gone.away",
            subject_kind="gone",
            subject_key="1",
            payload={"a": "b"},
            actor="system:x",
            at=moment,
            public=True,
        )
        (line,) = recent_public(limit=1)
        assert (line.label, line.sentence, line.url) == ("gone.away", "a：b", "")

    def test_a_payload_of_an_older_shape_is_shown_as_it_is_stored(self, moment):
        Event.objects.create(
            kind="people.organisation_registered",
            subject_kind="organisation",
            subject_key="O1",
            payload={"title": "旧"},
            actor="system:x",
            at=moment,
            public=True,
        )
        assert recent_public(limit=1)[0].sentence == "title：旧"

    def test_the_public_learns_in_whose_name_and_the_auditor_which_account(self, moment):
        Event.objects.create(
            kind="people.organisation_registered",
            subject_kind="organisation",
            subject_key="O1",
            payload={"key": "O1", "name": "甲", "kind": "other"},
            actor="account:7",
            office="平台运行单位/registrar",
            at=moment,
            public=True,
        )
        assert recent_public(limit=1)[0].actor == "平台运行单位"
        assert recent_events(AUDITOR, limit=1)[0].actor == "平台运行单位（账户 7）"


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def plain_static(self, settings):
        storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}

    def test_changes_are_listed_filtered_and_exported(self, client, told):
        assert "登记机构“某院”" in client.get("/changes/").content.decode()
        assert "登记机构“某院”" not in client.get("/changes/?subject=committee").content.decode()
        assert "登记机构“某院”" in client.get("/changes/?q=o0000").content.decode()
        assert "登记机构“某院”" in client.get("/changes/?export=json").getvalue().decode()

    def test_every_event_is_for_the_auditor(self, client, told):
        assert client.get("/events/").status_code == 403

    def test_the_api_gives_words_and_payload(self, client, told):
        (item,) = client.get("/api/v1/changes").json()["items"]
        assert item["sentence"] == "登记机构“某院”（O000001）。"
        assert item["payload"] == {"key": "O000001", "name": "某院", "kind": "institute"}


def test_catalogue_names_say_app_and_what_happened():
    for name, kind in kinds().items():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", name)
        assert kind.payload.__module__.split(".")[2] == name.split(".")[0]
    assert catalogue.kinds() is not catalogue.kinds()
