"""Pictures of the register that more than one page shows."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.specifications import queries
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import legal_today
from quanheng.kernel.ui.charts.tile_grid import TileGrid, tile_grid


def listed(day: date, **facets: Any) -> str:
    """The address of the list narrowed by ``facets`` on ``day``."""
    query = {**facets, **({"on": day.isoformat()} if day != legal_today() else {})}
    return f"{reverse('specifications:list')}?{urlencode(query, doseq=True)}"


def province_picture(actor: Actor, day: date) -> TileGrid:
    """Local specifications on record, by province."""
    provinces = queries.by_province(actor, day)
    hrefs = {p.code: listed(day, level="local", issuer=p.short) for p in provinces if p.short}
    return tile_grid(
        {p.code: (p.name, p.short) for p in provinces},
        {p.code: p.total for p in provinces},
        title=_("地方计量技术规范：各省、自治区、直辖市"),
        description=_("每格一个省级行政区，格中为在册的地方规范版本数；颜色越深数量越多。"),
        unit=_("项"),
        hrefs=hrefs,
        name="by-province",
    )
