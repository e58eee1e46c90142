"""Statuses are computed, never typed: what somebody typed into the database is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quanheng.apps.law.models import EditionSpan as LawSpan
from quanheng.apps.specifications.models import Edition, EditionSpan

pytestmark = pytest.mark.usefixtures("registers")


def verify() -> list[str]:
    said = StringIO()
    try:
        call_command("verify-registers", stdout=said)
    except CommandError as refusal:
        return [*said.getvalue().splitlines(), f"exit 1: {refusal}"]
    return said.getvalue().splitlines()


def test_what_the_platform_loaded_is_as_computed():
    assert [line[0] for line in verify()] == ["✓", "✓", "✓"]


def test_it_counts_what_it_looked_at():
    assert f"规范：{Edition.objects.count()} 件" in verify()[1]


def test_a_typed_status_is_found_by_address_and_mended_by_loading():
    EditionSpan.objects.filter(document__key="JJF-1070-2005", status="in_force").update(status="abolished")
    LawSpan.objects.filter(document__slug="metrology-law-2018").delete()
    said = verify()
    assert [line.strip() for line in said if line.startswith("  ")] == ["metrology-law-2018", "JJF-1070-2005"]
    assert said[-1].startswith("exit 1: 2 ")
    call_command("load-registers", stdout=StringIO())
    assert [line[0] for line in verify()] == ["✓", "✓", "✓"]


def test_a_changed_date_is_found_too():
    Edition.objects.filter(key="JJF-1070-2023").update(effective_on="2025-10-12")
    assert {"JJF-1070-2005", "JJF-1070-2023"} <= {line.strip() for line in verify()}


def test_a_long_list_is_cut_and_counted():
    count = EditionSpan.objects.values("document").distinct().count()
    EditionSpan.objects.all().delete()
    said = verify()
    assert f"  另有 {count - 20} 件" in said
