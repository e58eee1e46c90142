"""ASVS 3.3, 3.4, 14.3: cookies, and the headers of every answer, as a deployment behind TLS sends them."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.apps.people import conftest as people
from tests.apps.people.conftest import PASSWORD
from tests.apps.people.ways_in import by_password

cast, quick_hashes = people.cast, people.quick_hashes
_cast_on_record = people._cast_on_record

ASK = """
import json
from quanheng.web import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings)
    if name.startswith(("SESSION_COOKIE", "CSRF_COOKIE", "SECURE_"))}))
"""


@pytest.fixture(scope="module")
def as_deployed(tmp_path_factory) -> dict:
    """The settings of a platform started with ``QUANHENG_HTTPS=1``, read from such a process."""
    environment = {**os.environ, "QUANHENG_HTTPS": "1", "QUANHENG_HOME": str(tmp_path_factory.mktemp("tls"))}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    found: dict = json.loads(done.stdout.splitlines()[-1])
    found["SECURE_PROXY_SSL_HEADER"] = tuple(found["SECURE_PROXY_SSL_HEADER"])
    return found


@pytest.fixture
def browser(as_deployed, settings):
    """A browser behind the proxy that ends TLS."""
    for name, value in as_deployed.items():
        setattr(settings, name, value)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return Client(headers={"X-Forwarded-Proto": "https"})


def test_every_cookie_is_bound_to_this_host_and_to_tls_and_none_is_read_by_scripts(browser, cast):
    browser.get("/sign-in/")
    by_password(browser, "lapsed")
    assert browser.post("/account/sessions/end-others/").status_code == 302  # leaves a message for the next page
    assert {"__Host-sessionid", "__Host-csrftoken", "__Secure-known-device"} <= set(browser.cookies)
    for name, cookie in browser.cookies.items():
        assert name.startswith(("__Host-", "__Secure-")), name
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] in {"Lax", "Strict"}, name
        assert not cookie["domain"], name
        assert cookie["path"] == ("/" if name.startswith("__Host-") else "/sign-in/"), name


PAGES = ["/", "/sign-in/", "/specifications/", "/nowhere/", "/account/", "/api/v1/organisations", "/?on=x", "/health/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers_that_browsers_protect_people_by(browser, cast, path):
    headers = browser.get(path).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"


@pytest.mark.parametrize("path", ["/", "/account/", "/workbench/", "/people/", "/specifications/", "/accounts/"])
def test_nothing_somebody_signed_in_sees_is_kept_by_anybody(browser, cast, path):
    browser.force_login(cast.accounts["system"])
    answer = browser.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]


def test_a_form_of_another_site_is_refused(as_deployed, browser, cast):
    strict = Client(enforce_csrf_checks=True, headers={"X-Forwarded-Proto": "https"})
    strict.force_login(cast.accounts["system"])
    assert strict.post("/sign-out/").status_code == 403
    assert strict.get("/workbench/").status_code == 200


def test_no_address_carries_a_secret(browser, cast):
    """ASVS 14.2.1: what signs in travels in bodies and cookies; a session in an address opens nothing."""
    browser.force_login(cast.accounts["system"])
    key = browser.cookies["__Host-sessionid"].value
    stranger = Client(headers={"X-Forwarded-Proto": "https"})
    assert stranger.get(f"/workbench/?__Host-sessionid={key}").status_code in {302, 403}
    stranger.get(f"/sign-in/?username=lapsed&password={PASSWORD}")
    assert stranger.get("/workbench/").status_code in {302, 403}
