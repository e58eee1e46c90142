"""The units register as open data."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.units.listing import UNITS, Row
from quanheng.apps.units.register import register as units
from quanheng.kernel.datasets import Dataset, register

register(
    Dataset(
        key="units",
        title=UNITS.title,
        description=_("法定计量单位和非法定单位：名称、符号、换算关系和各日期的法定地位。"),
        columns=UNITS.columns,
        rows=lambda day: [Row(unit, day) for unit in units().units],
        page=lambda: reverse("units:table"),
        url=UNITS.row_href,
        asof=True,
        keywords=(_("法定计量单位"), _("国际单位制"), _("换算")),
        order=50,
    )
)
