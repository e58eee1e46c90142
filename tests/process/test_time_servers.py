"""The platform's clock against real servers over UDP: measured, sealed, shown; and what is never claimed."""

import json
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from quanheng.apps.evidence.log import runner
from quanheng.apps.evidence.log.checking import check as check_log
from quanheng.apps.evidence.models import Event, Seal, TimeReading, TimeRound
from quanheng.apps.evidence.timekeeping.asking import ask
from quanheng.apps.evidence.timekeeping.measuring import ACTOR, measure
from quanheng.apps.evidence.timekeeping.queries import clock_of
from quanheng.apps.evidence.timekeeping.sources import Misconfigured, Source, sources
from quanheng.apps.evidence.timekeeping.words import Standing
from quanheng.core.timekeeping.sntp import SECOND, timestamp
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.clock import now
from tests.process.conftest import Platform
from tests.process.time_servers import Change, serving

MS = SECOND // 1000
pytestmark = pytest.mark.django_db


@pytest.fixture
def measured(settings: Any, log_home: Path) -> Any:
    """A round of servers that are off by so many milliseconds, or answer in another way."""
    settings.TIME_SECONDS = 1.0

    def run(*servers: float | Change) -> TimeRound:
        with ExitStack() as stack:
            settings.TIME_SOURCES = ",".join(
                stack.enter_context(serving(0, one) if callable(one) else serving(one)) for one in servers
            )
            assert measure(ACTOR)
        return TimeRound.objects.first()

    return run


def standing() -> Standing:
    return clock_of(ANONYMOUS, now()).standing


def test_three_servers_that_agree_are_measured_sealed_and_shown(measured):
    one = measured(0.2, -0.1, 0.0)
    assert (one.sources, one.agreeing) == (3, 3)
    assert abs(one.offset_ns) < 50 * MS
    assert 0 < one.bound_ns < 100 * MS
    assert standing() is Standing.WITHIN
    assert Event.objects.filter(kind="evidence.time_measured").count() == 1
    [sealed] = Seal.objects.filter(kind="time.round")
    record = json.loads(one.text)
    assert [reading["agrees"] for reading in record["readings"]] == [True] * 3
    assert record["offset_ns"] == str(one.offset_ns)
    runner.catch_up(now=now())
    assert not list(check_log())
    client = Client()
    page = client.get("/time/").content.decode()
    for said in ("与时间源一致", "未核实", "没有在有效期内的外部比对", "127.0.0.1", "TEST", "<svg"):
        assert said in page
    assert client.get(f"/time/rounds/{one.pk}/record.json").content == one.text.encode()
    assert sealed.sha256 in client.get(f"/time/rounds/{one.pk}/").content.decode()


def test_a_server_that_lies_is_outvoted_and_named(measured):
    one = measured(0, 3_600_000, 0.1)
    assert one.agreeing == 2
    assert abs(one.offset_ns) < 50 * MS
    liar = TimeReading.objects.get(round=one, agrees=False)
    assert abs(liar.offset_ns - 3_600 * SECOND) < SECOND
    assert "与多数不一致" in Client().get("/time/").content.decode()


def test_servers_that_contradict_each_other_tell_nothing(measured):
    one = measured(0, 10_000)
    assert (one.offset_ns, one.agreeing) == (None, 0)
    assert standing() is Standing.DISAGREE


def test_a_clock_that_is_off_is_said_to_be(measured, settings):
    measured(2_500, 2_500.1, 2_499.9)
    one = TimeRound.objects.get()
    assert abs(one.offset_ns - 2_500 * MS) < 60 * MS
    assert standing() is Standing.OUTSIDE
    settings.TIME_BOUND_MS = 5_000
    assert standing() is Standing.WITHIN


def at_the_end(value: int) -> Change:
    return lambda said: said[:40] + value.to_bytes(8, "big")


FAULTY: dict[str, tuple[str, Change]] = {
    "silent": ("no_answer", lambda _said: None),
    "garbage": ("malformed", lambda _said: b"hello"),
    "another question": ("no_answer", lambda said: said[:24] + b"\0" * 8 + said[32:]),
    "not synchronised": ("unsynchronised", lambda said: bytes([said[0] | 0xC0]) + said[1:]),
    "kiss of death": ("kiss", lambda said: said[:1] + b"\0" + said[2:12] + b"RATE" + said[16:]),
    "backwards": ("impossible", at_the_end(timestamp(0))),
}


@pytest.mark.parametrize("case", FAULTY)
def test_an_answer_that_is_no_good_is_not_used_and_the_reason_is_on_record(measured, case):
    fault, change = FAULTY[case]
    one = measured(0, 0.1, change)
    assert (one.sources, one.agreeing) == (3, 2)
    [bad] = TimeReading.objects.filter(round=one).exclude(fault="")
    assert (bad.fault, bad.offset_ns) == (fault, None)


def test_one_answer_of_three_is_no_majority(measured):
    one = measured(0, lambda _said: None, lambda _said: b"")
    assert one.offset_ns is None
    assert standing() is Standing.DISAGREE


def test_an_answer_to_another_question_is_passed_over_and_the_right_one_is_taken(settings):
    def both(said: bytes) -> bytes:
        return said

    with serving(0, both) as address:
        host, port = address.split(":")
        found = ask(Source(host, int(port)), 1.0)
    assert found.reading is not None
    assert ask(Source("nowhere.invalid"), 0.5).fault == "no_answer"


def test_without_a_measurement_nothing_is_claimed(settings, log_home, db):
    page = Client().get("/time/").content.decode()
    assert standing() is Standing.UNMEASURED
    assert "没有设置时间源" in page
    assert "未核实" in page
    assert not measure(ACTOR)
    assert not TimeRound.objects.exists()


def test_an_old_measurement_says_nothing_of_now(measured, settings):
    measured(0, 0.1, 0.2)
    later = now() + timedelta(minutes=settings.TIME_MINUTES * 3 + 1)
    assert clock_of(ANONYMOUS, later).standing is Standing.STALE


@pytest.mark.parametrize(
    "text", ["a b", "ntp.example:0", "ntp.example:99999", "http://x", ",".join("abcdefghijk"), "a,a"]
)
def test_sources_that_are_none_are_refused_and_the_page_says_so(settings, db, text):
    settings.TIME_SOURCES = text
    with pytest.raises(Misconfigured):
        sources()
    assert "QUANHENG_TIME_SOURCES" in Client().get("/time/").content.decode()


def test_what_was_measured_is_never_changed(measured):
    one = measured(0)
    for row in (one, one.readings.first()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.save()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            type(row).objects.filter(pk=row.pk)._raw_delete("default")


def test_the_command_measures_and_its_exit_code_says_whether_the_clock_is_good(tmp_path):
    with serving(0) as a, serving(0.1) as b, serving(9_000) as off:
        platform = Platform(tmp_path / "home", QUANHENG_TIME_SOURCES=f"{a},{b}")
        assert platform.run("migrate", "-v", "0")[0] == 0
        code, said = platform.run("time", "measure")
        assert (code, "与时间源一致" in said) == (0, True), said
        assert platform.run("time", "status")[0] == 0
        platform.environment["QUANHENG_TIME_SOURCES"] = off
        code, said = platform.run("time", "measure")
        assert (code, "超出界限" in said) == (1, True), said
        platform.end()
