"""International documents, with the contradictions of their sources."""

import csv
from collections import defaultdict

import pytest

from quanheng.apps.specifications.models import Adoption, InternationalDocument, StatusClaim
from quanheng.apps.specifications.public import international_detail, international_documents
from quanheng.apps.specifications.queries import status_conflicts
from quanheng.apps.specifications.rules.addresses import address
from quanheng.kernel.actor import ANONYMOUS

pytestmark = pytest.mark.usefixtures("registers")


def test_40_oiml_documents_carry_two_statuses():
    conflicts = list(status_conflicts(ANONYMOUS))
    assert len(conflicts) == 40
    for document in conflicts:
        assert document.body == "OIML"
        assert {claim.status for claim in document.claims.all()} == {"in-force", "superseded"}


def test_every_claim_of_the_source_survives_loading(shared_data):
    claimed = defaultdict(list)
    with (shared_data / "oiml" / "oiml_publications.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            claimed[row["id"]].append(row["status"])
    stored = defaultdict(list)
    for number, status in StatusClaim.objects.order_by("row").values_list("document__number", "status"):
        stored[number].append(status)
    assert stored == claimed


def test_what_the_second_row_says_otherwise_is_kept():
    detail = international_detail(ANONYMOUS, "OIML-R-106-1-1997-E")
    assert detail.conflicting
    assert [claim.status for claim in detail.claims] == ["in-force", "superseded"]
    assert detail.claims[0].differs == {"title_en": "Metrological and technical requirements - Tests"}


def test_language_versions_hang_on_their_document():
    detail = international_detail(ANONYMOUS, "OIML-R-87-2016")
    assert [v.number for v in detail.language_versions] == [
        "OIML R 87:2016 (E)",
        "OIML R 87:2016 (F)",
        "OIML R 87:2016 (S)",
    ]
    assert "OIML R 87:2004" in {document.number for document in detail.family}


def test_a_relation_to_a_document_outside_the_catalogue_is_still_shown():
    document = InternationalDocument.objects.filter(relations__has_key="translated_from").get(
        number__startswith="OIML B 18 ("
    )
    [(kind, [(cited, known)])] = international_detail(ANONYMOUS, document.key).relations
    assert (kind, cited, known) == ("translated_from", "OIML B 18 (E)", None)


def test_organs_of_the_metre_convention_and_the_jcgm_are_there():
    every = international_documents(ANONYMOUS)
    assert every.filter(body="OIML").count() == 1222
    assert every.filter(organ="CGPM").count() == 170
    assert every.filter(body="JCGM", kind="document").count() == 11
    assert every.get(number="CGPM RES 10 (1948)").date == "1948-10-21"


def test_instruments_stay_with_recommendations():
    assert not InternationalDocument.objects.exclude(instrument="").exclude(family__startswith="OIML R").exists()
    assert InternationalDocument.objects.get(number="OIML R 76-1:2006").instrument


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("OIML R 76-1:2006", "OIML-R-76-1-2006"),
        ("OIML R 76-1:2006 (E)", "OIML-R-76-1-2006-E"),
        ("OIML B 10-1:2004+Amendment:2006 (F)", "OIML-B-10-1-2004-Amendment-2006-F"),
        ("CCAUV 1st Meeting (1999)", "CCAUV-1st-Meeting-1999"),
        ("JCGM 200:2008 Corrigendum", "JCGM-200-2008-Corrigendum"),
    ],
)
def test_addresses_of_international_documents(number, key):
    assert address(number) == key
    assert InternationalDocument.objects.get(key=key).number == number


def test_known_adoptions_say_how_sure_they_are():
    found = {(a.edition.number, a.cited_as): a for a in Adoption.objects.select_related("edition", "document")}
    old = found["JJF 1002-1998", "OIML"]
    assert (old.degree, old.document) == ("NEQ", None)
    net = found["JJF 1070-2023", "OIML R 87"]
    assert (net.degree, net.document.number, net.confidence) == ("REL", "OIML R 87:2016", "R")
    assert [a.edition.number for a in international_detail(ANONYMOUS, "OIML-R-87-2016").adoptions] == ["JJF 1070-2023"]
