"""The front page, the help page and the workbench, on the shipped records."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quanheng.kernel.actor import ANONYMOUS
from quanheng.web.home.queries import front
from quanheng.web.home.ways import WAYS

pytestmark = pytest.mark.django_db


def test_what_changes_soon_is_law_and_specifications_in_the_order_of_days(registers):
    shown = front(ANONYMOUS, date(2026, 11, 22))
    assert [(row.on, row.title) for row in shown.upcoming[:2]] == [
        (date(2026, 12, 1), "《标准物质管理办法》"),
        (date(2027, 1, 8), "电子计价秤检定规程（试行）"),
    ]


def test_what_is_new_is_the_latest_issued_with_its_status_on_the_day(registers):
    rows = front(ANONYMOUS, date(2026, 11, 22)).new_editions
    days = [row.issued_on for row in rows]
    assert days == sorted(days, reverse=True)
    assert (rows[0].number, rows[0].status) == ("JJG(京) 177-2025", "in_force")


def test_on_an_earlier_day_the_page_knows_nothing_of_later_issues(registers):
    assert all(row.issued_on <= date(2020, 1, 1) for row in front(ANONYMOUS, date(2020, 1, 1)).new_editions)


def test_the_loop_has_numbers_only_where_the_platform_runs(registers):
    stages = front(ANONYMOUS, date(2026, 11, 22)).stages
    assert [bool(stage.url) for stage in stages] == [stage.count is not None for stage in stages]
    assert sum(stage.count is not None for stage in stages) == 5
    assert [stage.url for stage in stages if stage.count == 0] == ["/draws/"], "the platform ships no draw"


def test_the_front_page_costs_a_constant_number_of_queries(registers, client, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(16):
        assert client.get("/").status_code == 200


def test_every_way_in_leads_somewhere(registers, client):
    for way in WAYS:
        for _label, address in way.links:
            assert client.get(address, follow=True).status_code == 200, address


def test_the_provinces_are_all_there(registers):
    assert {tile.short for tile in front(ANONYMOUS, date(2026, 11, 22)).provinces.tiles} >= {"台", "港", "澳", "京"}
    assert len(front(ANONYMOUS, date(2026, 11, 22)).provinces.tiles) == 34


def test_an_empty_platform_says_so(client):
    page = client.get("/").content.decode()
    assert "还没有登记规范" in page
    assert "没有已知的未来变化" in page


def test_help_explains_every_status(client):
    page = client.get(reverse("web:help")).content.decode()
    for word in ("未发布", "即将实施", "现行", "部分被代替", "被代替", "废止", "待核实", "推定"):
        assert word in page


def test_help_says_what_its_rules_rest_on_and_how_sure_that_is(registers, client):
    page = client.get(reverse("web:help")).content.decode()
    assert '<a href="/law/samr-order-89-2024/3/">《国家计量技术规范管理办法》第三条</a>' in page
    assert page.count("依据：") >= 5
    assert page.count("未核实") >= 4


def test_the_workbench_asks_for_signing_in(client):
    answer = client.get(reverse("web:workbench"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("people:sign-in"))


def test_the_workbench_shows_offices_and_what_they_open(registers, moment):
    from quanheng.apps.people.models import Account
    from quanheng.apps.people.public import create_administrators
    from quanheng.kernel.actor import system_actor

    create_administrators(actor=system_actor("test"), now=moment)
    client = Client()
    client.force_login(Account.objects.get(username="registrar"))
    page = client.get(reverse("web:workbench")).content.decode()
    assert "登记员" in page
    assert reverse("people:organisations") in page
