"""What a table of organisations may say."""

from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.importing.region_names import region_field
from quanheng.apps.people.models import Organisation
from quanheng.kernel.imports import Field
from quanheng.kernel.records import Confidence

KIND_ALIASES = {
    "行政机关": "regulator",
    "市场监管部门": "regulator",
    "主管部门": "department",
    "技术机构": "institute",
    "计量院": "institute",
    "检测机构": "institute",
    "研究院所": "institute",
    "事业单位": "institute",
    "公司": "enterprise",
    "学会": "association",
    "协会": "association",
    "高校": "school",
    "学校": "school",
    "高等院校": "school",
}
_IDENTITY = (
    Field(
        "name",
        _("名称"),
        required=True,
        synonyms=("机构名称", "单位名称", "单位", "机构", "全称", "单位全称", "企业名称"),
        help=_("与登记证书一致的全称。"),
        example=_("某某市计量测试研究院"),
    ),
    Field(
        "kind",
        _("类别"),
        kind="choice",
        choices=dict(Organisation.Kind.choices),
        aliases=KIND_ALIASES,
        synonyms=("机构类别", "单位类别", "机构类型", "单位类型", "单位性质", "机构性质", "类型"),
        help=_("新登记时必填。"),
        example=_("计量技术机构"),
    ),
    Field(
        "credit_code",
        _("统一社会信用代码"),
        kind="code",
        longest=18,
        synonyms=("信用代码", "社会信用代码", "机构代码", "统一信用代码", "USCC"),
        help=_("18 位。已登记的机构先按它查找，再按名称查找。"),
    ),
)
_REST = (
    Field("public", _("公开"), kind="flag", synonyms=("是否公开", "对外公开"), help=_("不填即公开。")),
    Field("key", _("登记号"), kind="code", longest=20, synonyms=("机构登记号",), help=_("更正已登记的机构时可填。")),
    Field(
        "renamed",
        _("更名"),
        kind="flag",
        synonyms=("是否更名", "名称变更"),
        help=_("机构已更名时填“是”：原名称作为曾用名保留。不填而名称不同的，作为冲突列出。"),
    ),
    Field(
        "confidence",
        _("可信度"),
        kind="choice",
        choices=dict(Confidence.choices),
        help=_("不填即 B。"),
    ),
    Field(
        "source",
        _("来源"),
        kind="text",
        longest=1000,
        synonyms=("信息来源", "依据", "出处"),
        help=_("不填即导入的文件名。"),
    ),
)


def organisation_fields() -> tuple[Field, ...]:
    """In the order of the template file. One query: the administrative divisions."""
    return (*_IDENTITY, region_field(), *_REST)
