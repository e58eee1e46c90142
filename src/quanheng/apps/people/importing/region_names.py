"""The column of a table that names a province."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.models import Region
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.imports import Field

_ENDINGS = ("省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区")


def region_field() -> Field:
    """行政区划, by name, short name or code. One query."""
    regions: Mapping[str, str] = dict(Region.objects.visible_to(ANONYMOUS).values_list("code", "name"))
    return Field(
        "region",
        _("行政区划"),
        kind="choice",
        choices=regions,
        aliases=_short_names(regions),
        synonyms=("所在地区", "地区", "省份", "所在省", "所在省份", "省（区、市）", "区域"),
        help=_("省级，写名称、简称或六位代码。"),
        example=_("江苏省"),
    )


def _short_names(regions: Mapping[str, str]) -> dict[str, str]:
    """江苏 for 江苏省, 内蒙古 for 内蒙古自治区."""
    short = {}
    for code, name in regions.items():
        for ending in _ENDINGS:
            if name.endswith(ending):
                short[name.removesuffix(ending)] = code
    return short
