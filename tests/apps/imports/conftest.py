"""An office that imports: a registrar with an account, a colleague of another organisation, and their files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from quanheng.apps.imports.actions.confirm import confirm
from quanheng.apps.imports.actions.open_import import open_import
from quanheng.apps.imports.actions.set_columns import set_columns
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.models import Account, Office, Organisation, Region
from quanheng.apps.people.public import actor_for, ensure_organisation
from quanheng.apps.people.rules.credit_code import check_character
from quanheng.kernel.actor import Actor, system_actor
from quanheng.kernel.files import store
from quanheng.kernel.imports import TABLES, ColumnMap, find_heading, importer_of, open_book
from tests.kernel.imports.conftest import xlsx
from tests.working import work

CODE, OTHER, THIRD = (
    body + check_character(body) for body in ("91110000100013370", "12100000400000624", "5132000050000000X")
)
HEADINGS = ("名称", "类别", "统一社会信用代码", "行政区划", "更名")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@dataclass
class Desk:
    """A registrar at work: from a table to an import, step by step or all at once."""

    actor: Actor
    account: Account
    moment: datetime

    def open(self, raw: bytes, name: str = "名单.xlsx", importer: str = "organisations") -> Import:
        """Give a file."""
        file = store(raw, name, allowed=TABLES)
        return open_import(importer=importer_of(importer), file=file, name=name, actor=self.actor, now=self.moment)

    def columns(self, one: Import, **constants: str) -> ColumnMap:
        """What the platform proposes."""
        with open_book(one.file, one.file_name) as book:
            heading = find_heading(list(book.rows(0)), importer_of(one.importer).fields())
        assert heading is not None
        return ColumnMap(0, heading.last, heading.columns, constants)

    def preview(self, *rows: Any, headings: tuple[str, ...] = HEADINGS, **more: Any) -> Import:
        """A table, read and compared."""
        one = self.open(xlsx(headings, *rows), **more)
        set_columns(one=one, columns=self.columns(one), sheet="", actor=self.actor, now=self.moment)
        work()
        one.refresh_from_db()
        return one

    def apply(self, one: Import) -> Import:
        """Confirm, and let the worker work."""
        confirm(one=one, actor=self.actor, now=self.moment)
        work()
        one.refresh_from_db()
        return one


def person_with(office: str, organisation: Organisation, name: str, moment: datetime) -> Account:
    """An account whose person holds ``office`` there."""
    loader: dict[str, Any] = {"actor": system_actor("test"), "now": moment}
    person = register_person(name=name, source="测试", confidence="B", **loader)
    appoint(
        person=person,
        office=Office.objects.get(pk=office),
        organisation=organisation,
        start=date(2020, 1, 1),
        source="测试",
        confidence="B",
        **loader,
    )
    username = f"{office}.{person.key.lower()}"
    open_account(person=person, username=username, password="correct horse battery staple", **loader)
    return Account.objects.get(person=person)


@pytest.fixture
def vocabulary(db) -> None:
    Region.objects.create(code="320000", name="江苏省", abbreviation="苏")
    Region.objects.create(code="110000", name="北京市", abbreviation="京")
    Office.objects.create(slug="registrar", name="登记员", grants=["registrar"])
    Office.objects.create(slug="auditor", name="审计员", grants=["auditor"])
    Office.objects.create(slug="member", name="委员")


@pytest.fixture
def registrar_at(vocabulary, moment) -> Callable[[str], Desk]:
    """A registrar of the organisation with this name."""

    def made(name: str) -> Desk:
        where = ensure_organisation(
            name=name, kind="regulator", source="测试", confidence="B", actor=system_actor("test"), now=moment
        )
        account = person_with("registrar", where, f"{name}登记员", moment)
        return Desk(actor_for(account), account, moment)

    return made


@pytest.fixture
def desk(registrar_at) -> Desk:
    return registrar_at("某省市场监督管理局")


def states(one: Import) -> list[tuple[int, str, str]]:
    """Row, state and outcome."""
    return list(ImportRow.objects.filter(batch=one).values_list("number", "state", "outcome"))
