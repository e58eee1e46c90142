"""Loading the shipped facts."""

from datetime import date
from itertools import pairwise

import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.law.actions.load_register import load_register
from quanheng.apps.law.actions.refresh_spans import unequal_spans
from quanheng.apps.law.models import Edition, EditionSpan, Instrument, Supersession
from quanheng.apps.law.queries import editions
from quanheng.apps.law.words import status_label
from quanheng.core.validity import FAR_FUTURE, FAR_PAST
from quanheng.kernel.actor import ANONYMOUS, Refused
from quanheng.kernel.models import SearchOutbox
from tests.apps.law.conftest import LOADER, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def status(slug, day):
    row = editions(ANONYMOUS, date.fromisoformat(day)).get(slug=slug)
    return status_label(row.status, amended=row.amended), row.presumed


def test_loading_writes_one_event_for_each_instrument_and_edition():
    kinds = list(Event.objects.values_list("kind", flat=True))
    assert kinds.count("law.instrument_recorded") == Instrument.objects.count()
    assert kinds.count("law.edition_recorded") == Edition.objects.count()
    assert len(kinds) == Instrument.objects.count() + Edition.objects.count()


def test_loading_again_changes_nothing():
    before = (Event.objects.count(), SearchOutbox.objects.count(), list(EditionSpan.objects.values_list("pk")))
    assert load_register(actor=LOADER, now=NOW) == 0
    assert (Event.objects.count(), SearchOutbox.objects.count(), list(EditionSpan.objects.values_list("pk"))) == before


def test_a_changed_fact_is_put_back_with_one_event():
    Edition.objects.filter(slug="metrology-law-2018").update(issuer="某人")
    Event.objects.all()
    before = Event.objects.count()
    assert load_register(actor=LOADER, now=NOW) == 1
    event = Event.objects.latest("pk")
    assert Event.objects.count() == before + 1
    assert (event.subject_key, event.payload["changed"]) == ("metrology-law-2018", ["issuer"])


def test_a_lost_replacement_is_put_back_with_its_spans():
    Supersession.objects.filter(successor__slug="samr-order-89-2024").delete()
    assert load_register(actor=LOADER, now=NOW) == 1
    assert status("aqsiq-order-36-2002", "2024-05-01") == ("已被代替", False)


def test_only_a_registrar_may_load():
    with pytest.raises(Refused):
        load_register(actor=ANONYMOUS, now=NOW)


@pytest.mark.parametrize(
    ("slug", "day", "expected"),
    [
        ("metrology-law-implementing-rules-2018", "2022-04-30", "现行有效"),
        ("metrology-law-implementing-rules-2018", "2022-05-01", "已修改"),
        ("metrology-law-implementing-rules-2022", "2022-03-28", "尚未公布"),
        ("metrology-law-implementing-rules-2022", "2022-04-30", "尚未施行"),
        ("metrology-law-implementing-rules-2022", "2022-05-01", "现行有效"),
        ("aqsiq-order-36-2002", "2024-04-30", "现行有效"),
        ("aqsiq-order-36-2002", "2024-05-01", "已被代替"),
        ("samr-order-89-2024", "2024-03-07", "尚未公布"),
        ("samr-order-89-2024", "2024-03-08", "尚未施行"),
        ("samr-order-89-2024", "2024-05-01", "现行有效"),
        ("reference-material-measures-2026", "2026-11-30", "尚未施行"),
        ("reference-material-measures-2026", "2026-12-01", "现行有效"),
        ("reference-material-measures-1987", "2026-12-01", "已修改"),
        ("metrology-law-1985", "1986-06-30", "尚未施行"),
        ("metrology-law-2017", "2018-10-26", "已修改"),
        ("metrology-law-2018", "2026-11-22", "现行有效"),
        ("unified-measurement-system-order-1959", "1984-02-27", "部分失效"),
        ("hubei-local-specification-measures-draft-2023", "2026-11-22", "尚未公布"),
        ("mtc-management-rules", "2026-11-22", "待核实"),
    ],
)
def test_status_on_a_day(slug, day, expected):
    assert status(slug, day)[0] == expected


def test_a_status_that_rests_on_an_unverified_date_is_presumed():
    assert status("copyright-law-2020", "2026-11-22") == ("现行有效", True)
    assert status("metrology-law-2018", "2026-11-22") == ("现行有效", False)
    assert status("shanghai-metrology-2018", "2026-11-22") == ("现行有效", True)


def test_exactly_one_status_holds_on_every_day():
    spans = {}
    for row in EditionSpan.objects.order_by("document", "start"):
        spans.setdefault(row.document_id, []).append(row)
    assert set(spans) == set(Edition.objects.values_list("pk", flat=True))
    for rows in spans.values():
        assert (rows[0].start, rows[-1].end) == (FAR_PAST, FAR_FUTURE)
        assert all(a.end == b.start for a, b in pairwise(rows))


def test_stored_spans_are_what_the_facts_give_and_a_forged_one_is_found():
    assert unequal_spans() == []
    EditionSpan.objects.filter(document__slug="samr-order-89-2024", status="in_force").update(status="abolished")
    assert unequal_spans() == ["samr-order-89-2024"]
