"""The base page and the error pages."""

from datetime import date
from types import SimpleNamespace as Made

import pytest
from django.contrib.messages.constants import ERROR
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from quanheng.core.basis import Basis
from quanheng.kernel.actor import ANONYMOUS, Actor, denied
from quanheng.kernel.errors import Fault
from quanheng.kernel.ui import citations


@pytest.fixture(autouse=True)
def _no_register_of_law(monkeypatch):
    monkeypatch.setattr(citations, "_title_sources", [])


ERRORS = ["errors/400.html", "errors/403.html", "errors/404.html", "errors/500.html"]


@pytest.mark.parametrize("template", ERRORS)
def test_error_pages_render_without_a_request_or_a_database(template):
    html = render_to_string(template)
    assert html.count("<h1") == 1
    assert '<main id="main"' in html
    assert 'href="#main"' in html
    assert '<html lang="zh' in html


def test_the_frame_has_its_landmarks_search_and_navigation():
    html = render_to_string("errors/404.html")
    for part in ("<header", "<nav", "<main", "<footer", 'role="search"', 'action="/search/"', "/feeds/changes.atom"):
        assert part in html
    for place in ("specifications", "committees", "law", "international", "units", "organisations", "open-data"):
        assert f'<li><a href="/{place}/"' in html


def test_the_part_of_the_site_one_is_in_is_marked():
    html = render_to_string("errors/404.html", {"request": Made(path="/law/metrology-law-2018/")})
    assert '<a href="/law/" aria-current="true">' in html
    assert html.count("<li><a href") - html.count("aria-current=") > 5


def test_a_fault_names_where_what_and_the_remedy():
    html = render_to_string("errors/400.html", {"faults": [Fault("on", "“<b>”不是日期", "请写成 2024-10-12")]})
    assert "<code>on</code> “&lt;b&gt;”不是日期" in html
    assert "请写成 2024-10-12" in html


def test_a_refusal_prints_its_reason_and_basis():
    decision = denied("您不是本委员会委员。", Basis("metrology-law-2018", "第十条", "assumed"))
    html = render_to_string("errors/403.html", {"decision": decision})
    assert "您不是本委员会委员。" in html
    assert 'href="/law/metrology-law-2018/10/"' in html
    assert "未核实" in html


def test_a_missing_page_suggests_and_searches():
    near = [{"url": "/specifications/JJF-1070-2023/", "label": "JJF 1070-2023", "hint": "净含量"}]
    html = render_to_string("errors/404.html", {"suggestions": near, "query": "JJF 1071"})
    assert '<a href="/specifications/JJF-1070-2023/">JJF 1070-2023</a>' in html
    assert 'value="JJF 1071"' in html
    assert "suggestions" not in render_to_string("errors/404.html")


def test_synthetic_data_is_announced_on_every_page():
    sentence = "本库含合成数据，仅供测试"
    assert sentence in render_to_string("errors/404.html", {"synthetic_database": True})
    assert sentence not in render_to_string("errors/404.html", {"synthetic_database": False})


def test_readers_are_offered_to_sign_in_and_the_signed_in_their_workbench():
    anonymous = render_to_string("errors/404.html", {"actor": ANONYMOUS})
    assert 'href="/sign-in/"' in anonymous
    assert "X-CSRFToken" not in anonymous
    signed_in = render_to_string("errors/404.html", {"actor": Actor(account_id=1), "csrf_token": "abc"})
    assert 'href="/workbench/"' in signed_in
    assert """hx-headers:inherited='{"X-CSRFToken": "abc"}'""" in signed_in


def test_messages_carry_a_sign_and_are_escaped():
    html = render_to_string("errors/404.html", {"messages": [Message(ERROR, "<b>未保存</b>")]})
    assert "toast--error" in html
    assert "#octagon-alert" in html
    assert "&lt;b&gt;未保存" in html


def test_paper_carries_version_and_date():
    html = render_to_string("errors/404.html", {"version": "9.8.7", "today": date(2026, 11, 22)})
    assert "9.8.7 2026-11-22</p></div>" in html
