"""The list component, on a bound list made by hand."""

import re
from datetime import date
from types import SimpleNamespace as Made

from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from quanheng.kernel.listing.pager import pager

EVIL = "<script>alert(1)</script>"


def bound(**changes):
    def column(key, **more):
        return Made(
            **{
                "key": key,
                "label": f"列{key}",
                "numeric": False,
                "nowrap": False,
                "sort_href": "",
                "sorted": "",
                **more,
            }
        )

    columns = [
        column("number", sort_href="?sort=-number", sorted="asc"),
        column("title"),
        column("count", numeric=True),
    ]
    cells = ["JJF 1070-2023", mark_safe("<b>名称</b>"), 12]
    options = [Made(value=str(n), label=f"值{n}", count=1234, href=f"?kind={n}", selected=n == 1) for n in range(10)]
    made = {
        "title": "规范",
        "count": 3286,
        "search": EVIL,
        "searchable": True,
        "search_placeholder": "编号",
        "columns": columns,
        "rows": [Made(cells=list(zip(columns, cells, strict=True)), href="/specifications/JJF-1070-2023/")],
        "facets": [Made(key="kind", label="种类", options=options, collapsed=False)],
        "active": [Made(label=f"种类：{EVIL}", href_remove="?")],
        "clear_href": "?",
        "pager": pager(2, 50, 3286, lambda page: f"?page={page}"),
        "exports": [("CSV", "?export=csv"), ("Excel", "?export=xlsx"), ("JSON", "?export=json")],
        "hidden": [("kind", "1")],
        "asof": date(2024, 10, 12),
        "empty_title": "没有符合条件的规范",
        "empty_hint": "少选一项再试",
        "sort_options": [Made(label="编号", href="?sort=number", selected=True)],
        **changes,
    }
    return Made(**made)


def shown(**changes):
    request = RequestFactory().get("/specifications/")
    return Template("{% listing bound %}").render(Context({"bound": bound(**changes), "request": request}))


def test_a_list_shows_its_count_rows_and_the_day_it_is_true_for():
    html = shown()
    assert "共 3\u202f286 条，第 51–100 条，2024-10-12 当日状态" in html
    assert '<a href="/specifications/JJF-1070-2023/">JJF 1070-2023</a>' in html
    assert "<b>名称</b>" in html
    assert '<td data-label="列count" class="num">12</td>' in html


def test_what_people_typed_is_escaped():
    html = shown()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_every_improved_link_is_a_plain_link_too():
    improved = re.findall(r"<(?:a|form)[^>]* hx-get[^>]*>", shown())
    assert len(improved) > 10
    for element in improved:
        plain = re.search(r'(?:href|action)="([^"]*)"', element)
        assert plain is not None
        assert f'hx-get="{plain[1]}"' in element


def test_htmx_replaces_the_list_only_and_keeps_the_address():
    html = shown()
    for attribute in (
        'hx-target:inherited="#listing"',
        'hx-select:inherited="#listing"',
        'hx-push-url:inherited="true"',
    ):
        assert attribute in html
    assert 'id="listing"' in html


def test_the_sorted_column_says_its_direction():
    assert 'aria-sort="ascending"' in shown()


def test_a_chosen_value_is_marked_for_eye_and_ear():
    html = shown()
    assert html.count('class="facet__option"') == 10
    assert html.count('aria-current="true"') == 2, "one facet value, one order"


def test_long_facets_fold_after_eight_values():
    assert "facet__more" in shown()


def test_form_carries_what_was_chosen():
    assert '<input type="hidden" name="kind" value="1">' in shown()


def test_exports_are_linked():
    html = shown()
    for form in ("csv", "xlsx", "json"):
        assert f'href="?export={form}" download' in html


def test_an_empty_list_says_so_and_shows_the_way_on():
    html = shown(rows=[], count=0, pager=pager(1, 50, 0, str))
    assert "没有符合条件的规范" in html
    assert "清除全部条件" in html
    assert "<table" not in html


def row(*cells, **more):
    return Made(cells=list(zip(bound().columns, cells, strict=True)), **{"href": "/row/", **more})


def test_a_cell_with_its_own_link_is_not_wrapped_in_another():
    html = shown(rows=[row(mark_safe('<a href="/own/">x</a>'), "y", 1)])
    assert "/own/" in html
    assert "/row/" not in html


def test_a_row_without_a_number_is_reached_by_its_name():
    html = shown(rows=[row("—", "衡器委员会", 1)])
    assert '<td class="unnamed">—</td>' in html
    assert '<a href="/row/">衡器委员会</a>' in html
    assert "<a href=" not in shown(rows=[row("—", "", "—")]).split("<tbody>")[1].split("</tbody>")[0]


def test_cells_labels_and_links_of_rows_are_escaped():
    html = shown(rows=[row(EVIL, EVIL, 1, href='/"><b>'), row("—", EVIL, 2, heading=EVIL)])
    assert "<script" not in html
    assert '"><b>' not in html


def test_a_heading_starts_a_group_of_rows():
    html = shown(rows=[row("a", "b", 1, heading="力学"), row("c", "d", 2), row("e", "f", 3, heading="光学")])
    assert html.count("<tbody>") == html.count("</tbody>") == 2
    assert '<th scope="rowgroup" colspan="3">光学</th>' in html


def test_a_chosen_value_is_never_folded_away():
    options = [Made(value=str(n), label=f"值{n}", count=None, href=f"?kind={n}", selected=n == 9) for n in range(10)]
    html = shown(facets=[Made(key="kind", label="种类", options=options, collapsed=True)])
    assert '<details class="facet" open>' in html
    assert '<details class="facet__more" open>' in html
    assert "facet__count" not in html


def test_a_list_without_search_or_facets_has_neither():
    html = shown(searchable=False, facets=[], asof=None)
    assert 'name="q"' not in html
    assert 'name="on"' not in html
    assert "listing--facets" not in html
