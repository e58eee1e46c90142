"""What a laboratory measured of the clock: entered by hand or from a table, sealed, and what follows from it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from quanheng.apps.evidence.actions.enter_time_comparisons import enter_time_comparisons
from quanheng.apps.evidence.actions.measure_time import measure_time
from quanheng.apps.evidence.models import Event, Seal, TimeComparison
from quanheng.apps.evidence.timekeeping.asking import Answered
from quanheng.apps.evidence.timekeeping.comparisons import Comparison, milliseconds, moment_of
from quanheng.apps.evidence.timekeeping.queries import clock_of
from quanheng.apps.evidence.timekeeping.words import Standing, length
from quanheng.apps.people.models import Office
from quanheng.apps.people.public import ensure_organisation
from quanheng.core.timekeeping.sntp import Reading
from quanheng.kernel.actor import ANONYMOUS, Refused, system_actor
from quanheng.kernel.clock import LEGAL_ZONE, now
from quanheng.kernel.errors import BadInput
from tests.apps.imports.conftest import person_with

ACTOR = system_actor("test")
ABOUT = {"laboratory": "中国计量科学研究院", "document": "SJpl2026-00012", "traceable_to": "UTC(NIM)", "coverage": "2"}
FORM = {**ABOUT, "at": "2026-03-08 10:20:30", "offset": "-0.35", "uncertainty": "0.5"}


@pytest.fixture
def administrator(db: None, settings: Any, tmp_path: Any, log_home: Any) -> Client:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.FILES = tmp_path / "files"
    Office.objects.create(slug="system-administrator", name="系统管理员", grants=["system_administrator"])
    known: dict[str, Any] = {"source": "测试", "confidence": "B", "actor": ACTOR, "now": now()}
    one = ensure_organisation(name="平台运行单位", kind="other", **known)
    client = Client()
    client.force_login(person_with("system-administrator", one, "甲", now()))
    return client


def compared(at: datetime, **changes: Any) -> Comparison:
    return Comparison(at, -350_000, 500_000, **{**ABOUT, **changes})


def measured(moment: datetime, offset: int = 1_000_000) -> None:
    reading = Reading(offset, 2_000_000, 0, 0, 1000, 1, 0, "GPS")
    measure_time(answers=[Answered("a", "", reading), Answered("b", "", reading)], actor=ACTOR, now=moment)


def test_one_comparison_is_entered_by_hand_and_shown_with_its_report(administrator):
    report = SimpleUploadedFile("报告.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF")
    answer = administrator.post("/time/comparisons/enter/", {**FORM, "file": report})
    assert answer.status_code == 302, answer.content.decode()
    one = TimeComparison.objects.get()
    assert (one.offset_ns, one.uncertainty_ns) == (-350_000, 500_000)
    assert one.at == datetime(2026, 3, 8, 10, 20, 30, tzinfo=LEGAL_ZONE)
    assert Event.objects.filter(kind="evidence.time_compared", public=True).count() == 1
    assert Seal.objects.filter(kind="time.comparison").count() == 1
    page = Client().get("/time/").content.decode()
    for said in ("中国计量科学研究院", "SJpl2026-00012", "-350.0 µs", "UTC(NIM)"):
        assert said in page
    assert b"".join(Client().get(f"/time/comparisons/{one.pk}/report").streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"at": "昨天"}, "at"),
        ({"at": "2026-13-08 10:20"}, "at"),
        ({"at": "2099-01-01 00:00"}, "at"),
        ({"offset": "很小"}, "offset"),
        ({"offset": "1e30"}, "offset"),
        ({"offset": "NaN"}, "offset"),
        ({"uncertainty": "0"}, "uncertainty"),
        ({"uncertainty": "-1"}, "uncertainty"),
        ({"coverage": "0"}, "coverage"),
        ({"laboratory": ""}, "laboratory"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_field(administrator, change, field):
    answer = administrator.post("/time/comparisons/enter/", {**FORM, **change})
    assert (answer.status_code, TimeComparison.objects.count()) == (422, 0)
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_a_table_of_offsets_is_taken_whole_or_not_at_all(administrator):
    table = "时刻,钟差（ms）,不确定度（ms）\n2026-03-01 00:00:00,0.12,0.5\n2026/3/2 00:00,−0.2,0.5\n"
    form = {**ABOUT, "table": SimpleUploadedFile("比对.csv", table.encode())}
    assert administrator.post("/time/comparisons/enter/", form).status_code == 302
    assert list(TimeComparison.objects.order_by("at").values_list("offset_ns", flat=True)) == [120_000, -200_000]
    again = {**form, "table": SimpleUploadedFile("比对.csv", (table + "2026-03-03 00:00,1,1\n").encode())}
    assert administrator.post("/time/comparisons/enter/", again).status_code == 422
    assert TimeComparison.objects.count() == 2, "one row was there already, so none is taken"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("时间,偏差\n", "缺少列"),
        ("时间,偏差（ms）,扩展不确定度（ms）\n", "只有表头"),
        ("时间,偏差（ms）,扩展不确定度（ms）\n昨天,0.1,0.5\n2026-03-01 00:00,x,0.5\n", "第 2 行"),
        ("时间,偏差（ms）,扩展不确定度（ms）\n2026-03-01 00:00,0.1,-1\n", "第 2 行"),
    ],
)
def test_a_table_that_cannot_be_taken_says_which_row_and_changes_nothing(administrator, table, words):
    form = {**ABOUT, "table": SimpleUploadedFile("比对.csv", table.encode())}
    answer = administrator.post("/time/comparisons/enter/", form)
    assert (answer.status_code, TimeComparison.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_traceable_is_said_only_with_a_comparison_that_counts_and_a_clock_that_is_watched(db, moment):
    assert clock_of(ANONYMOUS, moment).standing is Standing.UNMEASURED
    entered = {"file": None, "actor": ACTOR}
    old = compared(moment - timedelta(days=366), document="old")
    enter_time_comparisons(given=[old], **entered, now=moment)
    assert clock_of(ANONYMOUS, moment).standing is Standing.UNMEASURED, "a report alone looks after nothing"
    measured(moment)
    assert clock_of(ANONYMOUS, moment).standing is Standing.WITHIN, "a report that is too old counts no more"
    enter_time_comparisons(given=[compared(moment - timedelta(days=30))], **entered, now=moment)
    assert clock_of(ANONYMOUS, moment).standing is Standing.COMPARED
    measured(moment + timedelta(seconds=1), offset=900_000_000)
    assert clock_of(ANONYMOUS, moment + timedelta(seconds=2)).standing is Standing.OUTSIDE


def test_only_the_system_administrator_enters_and_never_for_the_future(db, moment):
    with pytest.raises(Refused):
        enter_time_comparisons(given=[compared(moment)], file=None, actor=ANONYMOUS, now=moment)
    late = [compared(moment), compared(moment + timedelta(days=1))]
    with pytest.raises(BadInput, match="还没有到"):
        enter_time_comparisons(given=late, file=None, actor=ACTOR, now=moment)
    assert not TimeComparison.objects.exists()


def test_a_comparison_is_never_changed(db, moment):
    [one] = enter_time_comparisons(given=[compared(moment)], file=None, actor=ACTOR, now=moment)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        one.save()


def test_the_page_says_what_was_known_around_a_moment(db, client, log_home):
    moment = now()
    measured(moment - timedelta(hours=2), offset=1_000_000)
    measured(moment - timedelta(hours=1), offset=-3_000_000)
    asked = (moment - timedelta(minutes=90)).astimezone(LEGAL_ZONE).strftime("%Y-%m-%dT%H:%M")
    page = client.get("/time/", {"at": asked}).content.decode()
    assert "+1.000 ms" in page
    assert "-3.000 ms" in page
    early = client.get("/time/", {"at": "2020-01-01T00:00"}).content.decode()
    assert "此前最近的测量" in early
    assert "应写成" in client.get("/time/", {"at": "昨天"}).content.decode()
    assert client.get("/time/?days=2").status_code == 400


def test_every_span_is_drawn_and_many_points_are_thinned(db, client, log_home):
    moment = now()
    for minute in range(450):
        measured(moment - timedelta(minutes=minute), offset=minute * 1000)
    for days in ("1", "7", "30", "365"):
        page = client.get(f"/time/?days={days}").content.decode()
        assert "<circle" in page
        assert "只画偏离最大的一次" in page
    rows = b"".join(client.get("/time/?export=csv").streaming_content).decode("utf-8-sig")
    assert rows.count("\n") > 450


@pytest.mark.parametrize(
    ("nanoseconds", "said"),
    [
        (None, "—"),
        (0, "0 ns"),
        (830, "830 ns"),
        (1_250_000, "1.250 ms"),
        (-12_345, "-12.35 µs"),
        (2 * 10**9, "2.000 s"),
    ],
)
def test_lengths_of_time_have_a_fitting_unit(nanoseconds, said):
    assert length(nanoseconds) == said


def test_numbers_and_moments_are_read_as_people_write_them():
    assert milliseconds("－０．３５") == -350_000
    assert milliseconds(" 1.5 ms") == 1_500_000
    assert moment_of("2026/3/8 9:05") == datetime(2026, 3, 8, 9, 5, tzinfo=LEGAL_ZONE)
    for bad in ("2026-02-30 00:00", "0001-01-01 00:00", ""):
        with pytest.raises(ValueError, match=r".*"):
            moment_of(bad)
