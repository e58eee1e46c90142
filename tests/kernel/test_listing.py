"""Lists: what an address may ask, and what the page then shows. Regions stand in for a register."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from quanheng.apps.people.models import Organisation, Region
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.listing import Column, Facet, Listing, PageBeyondEnd, Sort

DAY = date(2026, 11, 22)
LISTING = Listing(
    key="test-organisations",
    title="机构",
    columns=(
        Column("key", "登记号", sort=("key",), nowrap=True),
        Column("name", "名称", sort=("name",)),
        Column("region__name", "地区"),
        Column("changed_at", "变更", sort=("changed_at",)),
        Column("credit_code", "信用代码", sort=("credit_code",), shown=False),
    ),
    facets=(
        Facet("kind", "类别", lookup="kind", options=Organisation.Kind.choices),
        Facet("region", "地区", lookup="region__code", label_lookup="region__name"),
        Facet("parent", "上级", lookup="parents__parent__key", label_lookup="parents__parent__name", many=True),
    ),
    search=lambda rows, text: rows.filter(name__contains=text),
    default_sort="key",
    row_href=lambda row: f"/organisations/{row.key}/",
    page_size=2,
    asof=True,
)


@pytest.fixture(autouse=True)
def _organisations(db):
    north = Region.objects.create(code="110000", name="北京市")
    south = Region.objects.create(code="440000", name="广东省")
    Region.objects.create(code="650000", name="新疆维吾尔自治区")
    common = {"confidence": "A", "source": "测试", "changed_at": now()}
    Organisation.objects.bulk_create(
        Organisation(key=f"O{n}", name=f"第{n}计量院", kind=kind, region=region, credit_code=code, **common)
        for n, kind, region, code in [
            (1, "institute", north, None),
            (2, "institute", south, "A2"),
            (3, "enterprise", south, "A3"),
            (4, "school", None, None),
            (5, "enterprise", north, "A5"),
        ]
    )


def bound(query="", **more):
    return LISTING.bind(QueryDict(query), Organisation.objects.all(), day=DAY, path="/organisations/", **more)


def options(listing, key):
    facet = next(facet for facet in listing.facets if facet.key == key)
    return {option.value: option.count for option in facet.options}


def fields(query):
    with pytest.raises(BadInput) as wrong:
        bound(query)
    return [fault.where for fault in wrong.value.faults]


def test_a_list_shows_its_first_page_in_its_default_order():
    listing = bound()
    assert listing.count == 5
    assert [row.record.key for row in listing.rows] == ["O1", "O2"]
    assert listing.rows[0].href == "/organisations/O1/"
    assert [str(text) for _, text in listing.rows[0].cells][:3] == ["O1", "第1计量院", "北京市"]
    assert [head.sorted for head in listing.columns] == ["asc", "", "", ""]
    assert (listing.pager.pages, listing.pager.first, listing.pager.last) == (3, 1, 2)
    assert listing.pager.next_href == "/organisations/?page=2"
    assert listing.active == []


def test_an_unknown_value_shows_a_dash():
    assert bound("page=2").rows[1].cells[2][1] == "—"


def test_facets_count_what_the_other_conditions_leave():
    listing = bound("kind=enterprise")
    assert listing.count == 2
    assert options(listing, "kind") == {"institute": 2, "enterprise": 2, "school": 1}
    assert options(listing, "region") == {"110000": 1, "440000": 1}
    both = bound("kind=enterprise&kind=school&region=440000")
    assert both.count == 1
    assert options(both, "region") == {"110000": 1, "440000": 1}


def test_values_may_be_joined_by_commas():
    assert bound("kind=enterprise,school").count == 3
    assert bound("kind=enterprise&kind=school").count == 3


def test_chips_take_one_condition_away_and_keep_the_others():
    listing = bound("q=计量&kind=school&on=2020-01-01&sort=-name")
    assert {chip.label: chip.href_remove for chip in listing.active} == {
        "“计量”": "/organisations/?kind=school&sort=-name&on=2020-01-01",
        "查询日期 2020-01-01": "/organisations/?q=%E8%AE%A1%E9%87%8F&kind=school&sort=-name",
        "类别：院校": "/organisations/?q=%E8%AE%A1%E9%87%8F&sort=-name&on=2020-01-01",
    }
    assert listing.clear_href == "/organisations/?sort=-name"
    assert listing.hidden == [("kind", "school"), ("sort", "-name")]
    assert listing.asof == date(2020, 1, 1)


def test_a_known_value_without_rows_keeps_its_label():
    listing = bound("region=440000&kind=school")
    assert listing.count == 0
    assert "地区：广东省" in [chip.label for chip in listing.active]


def test_unknown_values_come_last_in_both_directions():
    up = [row.credit_code for row in bound("sort=credit_code").queryset]
    down = [row.credit_code for row in bound("sort=-credit_code").queryset]
    assert up == ["A2", "A3", "A5", None, None]
    assert down == ["A5", "A3", "A2", None, None]


def test_equal_rows_have_one_order():
    assert [row.key for row in bound("sort=changed_at").queryset] == ["O1", "O2", "O3", "O4", "O5"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("kind=nonsense", ["kind"]),
        ("kind=institute&kind=%27%20OR%201=1--", ["kind"]),
        ("region=999999", ["region"]),
        ("region=650000", ["region"]),
        ("parent=nobody", ["parent"]),
        ("sort=password", ["sort"]),
        ("sort=--key", ["sort"]),
        ("page=0", ["page"]),
        ("page=-1", ["page"]),
        ("page=abc", ["page"]),
        ("page=1.5", ["page"]),
        ("page=%D9%A1", ["page"]),
        ("page=99999999999999999999", ["page"]),
        ("page=4", ["page"]),
        ("page=1&page=2", ["page"]),
        ("on=1949-09-30", ["on"]),
        ("on=2101-01-01", ["on"]),
        ("on=2024-02-30", ["on"]),
        ("on=20241011", ["on"]),
        ("on=yesterday", ["on"]),
        ("export=exe", ["export"]),
        ("size=5", ["size"]),
        ("nonsense=1", ["nonsense"]),
        ("q=" + "x" * 201, ["q"]),
        ("q=%01", ["q"]),
        ("kind=no&page=0&on=x", ["kind", "page", "on"]),
    ],
)
def test_an_address_that_cannot_be_met_names_the_field(query, named):
    assert fields(query) == named


def test_a_page_beyond_the_end_is_not_found():
    with pytest.raises(PageBeyondEnd) as wrong:
        bound("page=4")
    assert wrong.value.status == 404
    assert "共 3 页" in str(wrong.value)


@pytest.mark.parametrize("query", ["utm_source=x&utm_medium=y", "spm=a.b", "gclid=1", "q=", "page=", "kind=", "on="])
def test_marks_of_tracking_tools_and_empty_fields_are_passed_over(query):
    assert bound(query).count == 5


def test_full_width_blanks_are_text():
    assert bound("q=%E3%80%80%E8%AE%A1%E9%87%8F").count == 5


def test_the_number_of_queries_does_not_depend_on_the_rows(django_assert_num_queries):
    for query in ("", "kind=enterprise", "q=计量&page=2&sort=-name"):
        with django_assert_num_queries(6):
            listing = LISTING.bind(
                QueryDict(query), Organisation.objects.select_related("region"), day=DAY, path="/organisations/"
            )
            assert listing.rows
            assert listing.facets
            assert listing.pager.pages


def test_what_the_day_adds_is_joined_only_where_it_is_asked_for():
    seen = []

    def of_day(rows, day):
        seen.append(day)
        return rows.annotate(place=F("region__name"))

    listing = replace(
        LISTING,
        of_day=of_day,
        facets=(*LISTING.facets, Facet("place", "地方", lookup="place")),
        sorts=(*LISTING.sorts, Sort("place", "地方", ("place",))),
    )
    for query, joined in (("", False), ("kind=enterprise", False), ("sort=place", True), ("place=北京市", True)):
        shown = listing.bind(QueryDict(query), Organisation.objects.all(), day=DAY, path="/", facets=False)
        with CaptureQueriesContext(connection) as asked:
            assert shown.objects
        keys = next(one["sql"] for one in asked.captured_queries if "LIMIT" in one["sql"])
        assert ("people_region" in keys) is joined, query
        assert all(hasattr(row, "place") for row in shown.objects)
        assert shown.queryset.count() == shown.count
    assert set(seen) == {DAY}


def test_the_rows_may_depend_on_the_day():
    seen = []

    def rows(day):
        seen.append(day)
        return Organisation.objects.all()

    LISTING.bind(QueryDict("on=2020-05-01"), rows, day=DAY, path="/")
    LISTING.bind(QueryDict(""), rows, day=DAY, path="/")
    assert seen == [date(2020, 5, 1), DAY]


def test_a_listing_with_an_unknown_default_order_cannot_be_declared():
    with pytest.raises(ValueError, match="default_sort"):
        Listing(key="x", title="x", columns=(Column("a", "a"),), default_sort="a")
