"""What a table of committees may say."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.models import Committee
from quanheng.apps.people.public import region_field
from quanheng.kernel.imports import Field
from quanheng.kernel.records import Confidence

LEVEL_ALIASES = {
    "国家级": "national",
    "全国": "national",
    "部门级": "department",
    "行业": "department",
    "地方级": "local",
    "省级": "local",
    "区域级": "regional",
}
TIER_ALIASES = {"分技委": "sc", "分委会": "sc", "分会": "sc", "专项工作组": "wg", "TC": "tc", "SC": "sc", "WG": "wg"}
MEANT = frozenset({"key", "renamed", "host_start"})
"""Fields that say which committee is meant, or how the row is meant: not kept as they are."""

_IDENTITY = (
    Field(
        "name",
        _("名称"),
        required=True,
        synonyms=("委员会名称", "技术委员会名称", "技委会名称", "委员会", "技术委员会", "全称", "name"),
        example=_("某某计量技术委员会"),
    ),
    Field(
        "code",
        _("代号"),
        kind="code",
        longest=60,
        synonyms=("编号", "委员会代号", "委员会编号", "技术委员会代号", "技术委员会编号", "代码", "code"),
        help=_("国家编号，例如 MTC26/SC3，任何写法都可以。已登记的委员会先按它查找，再按名称查找。"),
        example="MTC26/SC3",
    ),
    Field(
        "tier",
        _("类型"),
        kind="choice",
        choices=dict(Committee.Tier.choices),
        aliases=TIER_ALIASES,
        synonyms=("委员会类型", "类别"),
        help=_("不填时按代号和名称判断。"),
    ),
    Field(
        "level",
        _("层级"),
        kind="choice",
        choices=dict(Committee.Level.choices),
        aliases=LEVEL_ALIASES,
        synonyms=("级别", "委员会层级"),
        help=_("不填时：有国家编号的为国家，有上级委员会的与上级相同；其余新登记的必填。"),
    ),
    Field(
        "parent",
        _("上级委员会"),
        synonyms=("上级", "所属委员会", "所属技术委员会", "隶属", "parent"),
        help=_("代号或名称。分技术委员会和工作组须有上级，上级已登记或在同一文件中。"),
        example="MTC26",
    ),
    Field(
        "fields",
        _("专业领域"),
        kind="text",
        longest=400,
        synonyms=("领域", "专业", "业务领域"),
        help=_("几个之间用顿号分开。"),
        example=_("几何量、力学"),
    ),
)
_RELATIONS = (
    Field(
        "host",
        _("挂靠单位"),
        kind="text",
        longest=400,
        synonyms=("秘书处", "秘书处单位", "秘书处挂靠单位", "秘书处承担单位", "承担单位", "secretariat"),
        help=_("已登记机构的名称或登记号，几个之间用顿号分开。没有登记的机构请先导入“机构”。"),
    ),
    Field(
        "host_start",
        _("挂靠起"),
        kind="day",
        synonyms=("挂靠日期", "挂靠起日", "秘书处起始日"),
        help=_("变更挂靠单位时必填：原挂靠单位到这一天为止。"),
    ),
    Field(
        "approved_by",
        _("批准机关"),
        synonyms=("批准单位", "批准部门"),
        help=_("已登记机构的名称或登记号。"),
    ),
    Field(
        "founded",
        _("成立"),
        longest=20,
        synonyms=("成立日期", "成立时间", "组建时间", "批准日期"),
        help=_("年、年月或日期，例如 2023、2023-07、2023-07-13。"),
        example="2023-07-13",
    ),
    Field("planned", _("拟成立"), kind="flag", synonyms=("筹建", "拟建")),
    Field("term", _("届次"), kind="code", longest=8, synonyms=("届", "届别"), help=_("例如 4 或 第四届。")),
    Field("term_start", _("本届起"), kind="day", synonyms=("届起", "本届成立日期", "任期起")),
    Field("term_end", _("本届止"), kind="day", synonyms=("届止", "届满日期", "任期止"), help=_("当日不算。")),
)
_REST = (
    Field(
        "facts",
        _("公开事实"),
        kind="text",
        synonyms=("说明", "published_facts"),
        help=_("已公开的其他情况，几条之间用分号或换行分开。不写个人信息。"),
    ),
    Field(
        "key", _("登记号"), kind="code", longest=20, synonyms=("委员会登记号",), help=_("更正已登记的委员会时可填。")
    ),
    Field(
        "renamed",
        _("更名"),
        kind="flag",
        synonyms=("是否更名", "名称变更"),
        help=_("委员会已更名时填“是”：原名称作为曾用名保留。不填而名称不同的，作为冲突列出。"),
    ),
    Field("confidence", _("可信度"), kind="choice", choices=dict(Confidence.choices), help=_("不填即 B。")),
    Field(
        "source",
        _("来源"),
        kind="text",
        longest=1000,
        synonyms=("信息来源", "依据", "出处", "source"),
        help=_("不填即导入的文件名。"),
    ),
)


def committee_fields() -> Sequence[Field]:
    """In the order of the template file. One query: the administrative divisions."""
    return (*_IDENTITY, *_RELATIONS, region_field(), *_REST)
