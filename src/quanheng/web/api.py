"""权衡开放接口: the routers of every register under one roof."""

from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.api import router as committees
from quanheng.apps.evidence.api import router as evidence
from quanheng.apps.law.api import router as law
from quanheng.apps.people.api import router as people
from quanheng.apps.planning.api import router as planning
from quanheng.apps.specifications.api import router as specifications
from quanheng.apps.units.api import router as units
from quanheng.kernel.api import OpenAPI
from quanheng.web.search.api import router as search

VERSION = "1.0.0"
ROOT = "api/v1/"

api = OpenAPI(
    title=str(_("权衡开放接口")),
    version=VERSION,
    description=str(
        _(
            "中国计量治理登记数据的只读接口。无需注册；返回 JSON；列表用 page 和 size 翻页，用 q 和各分面参数筛选；"
            "错误按 RFC 9457 返回 application/problem+json。"
        )
    ),
    namespace="api",
)
for router in (specifications, committees, law, planning, people, units, evidence, search):
    api.add_router("", router)


def openapi() -> dict[str, object]:
    """The OpenAPI description as plain values."""
    return api.described(ROOT)
