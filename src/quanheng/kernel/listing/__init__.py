"""Register lists, declared once. The page, its facets, the exports and the API filters all come from one ``Listing``.

Declare (at module level, in ``apps/<name>/listing.py``)::

    EDITIONS = Listing(
        key="specifications",
        title=_("计量技术规范"),
        columns=(
            Column("number", _("编号"), render=number_link, sort=("work__series", "work__number", "year"), nowrap=True),
            Column("title", _("名称"), sort=("title",)),
            Column("status", _("状态"), render=badge, export=lambda row: row.status_label),
            Column("issued_on", _("发布日期"), sort=("issued_on",), nowrap=True),
            Column("source", _("来源"), shown=False),                        # in exports only
        ),
        facets=(
            Facet("kind", _("种类"), lookup="kind", options=Edition.Kind.choices),
            Facet("status", _("状态"), lookup="spans__status", scope=holding_on, options=STATUS_LABELS),
            Facet("committee", _("委员会"), lookup="committee__key", label_lookup="committee__name"),
            Facet("field", _("专业"), lookup="fields__slug", label_lookup="fields__name", many=True),
            Facet("year", _("年份"), lookup="year", order="-value", collapsed=True),
        ),
        search=search_editions,                    # (queryset, text) -> queryset
        search_placeholder=_("编号或名称"),
        default_sort="-issued_on",
        row_href=lambda row: reverse("specifications:detail", args=[row.key]),
        asof=True,                                 # the address takes ?on=2024-10-11
    )

Use in a view: two lines, exports included::

    def editions(request):
        return listing_page(request, EDITIONS, lambda day: queries.editions(request.actor, day),
                            template="specifications/list.html", context={...})

The template gets ``bound`` (a :class:`BoundListing`) and writes ``{% listing bound %}``. Where a view needs more, call
``EDITIONS.bind(request.GET, queryset, day=legal_today(), path=request.path)`` itself and hand an ``export`` to
``quanheng.kernel.exports.export_response(bound)`` when ``bound.export`` is set. The API uses ``quanheng.kernel.api``.

Address: ``q`` text, one parameter a facet (``?kind=a&kind=b`` or ``?kind=a,b``), ``sort=number`` or ``sort=-number``,
``page``, ``on`` (only with ``asof``), ``export``. Whatever the address says that the list does not know is a
``BadInput`` naming the parameter, raised by ``bind``; only the marks of tracking tools are passed over.

Queries: one count, one page, one for each facet, whatever the number of rows (two more where a selected value of an
open facet has no rows and its label has to be looked up). For large registers counts are kept for a short while.

Sorting puts unknown (null) values last in both directions on both databases; an index that is to serve such an order
must say ``F("issued_on").desc(nulls_last=True)``. A unique tie-break (``pk``) is always added.
"""

from quanheng.kernel.listing.bound import BoundListing
from quanheng.kernel.listing.declare import Column, Facet, Listing, Sort
from quanheng.kernel.listing.pages import listing_page
from quanheng.kernel.listing.parameters import PageBeyondEnd

__all__ = ["BoundListing", "Column", "Facet", "Listing", "PageBeyondEnd", "Sort", "listing_page"]
