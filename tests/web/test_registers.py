"""Loading what the platform ships."""

from io import StringIO

import pytest
from django.core.management import call_command

from quanheng.apps.committees.public import Committee
from quanheng.apps.law.public import Instrument
from quanheng.apps.people.public import Organisation


@pytest.mark.usefixtures("registers")
def test_the_shipped_registers_are_there():
    for model in (Instrument, Organisation, Committee):
        assert model.objects.exists()


@pytest.mark.usefixtures("registers")
def test_loading_again_changes_nothing():
    said = StringIO()
    call_command("load-registers", stdout=said)
    assert said.getvalue().splitlines()[-1] == "登记数据已就绪，共变更 0 条。"


@pytest.mark.django_db
def test_other_tests_keep_their_empty_database():
    assert not Organisation.objects.exists()


@pytest.mark.usefixtures("registers")
def test_what_a_test_changes_is_gone_in_the_next():
    assert not Instrument.objects.filter(slug="only-here").exists()
    Instrument.objects.create(slug="only-here", title="x", kind="law")
