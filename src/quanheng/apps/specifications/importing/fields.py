"""What a table of specifications may say. The table of an announcement (公告) is one whose number and days of issue
and effect hold for every row.
"""

from django.utils.translation import gettext_lazy as _

from quanheng.apps.specifications.models import Edition
from quanheng.core.basis import Basis
from quanheng.kernel.imports import Field
from quanheng.kernel.records import Confidence

KINDS = Basis("samr-order-89-2024", "第三条", "confirmed")
KIND_ALIASES = {
    "国家计量检定系统表": "scheme",
    "国家计量检定规程": "verification",
    "国家计量校准规范": "calibration",
    "规程": "verification",
    "国家计量器具型式评价大纲": "type_evaluation",
    "型评大纲": "type_evaluation",
    "其他": "other",
}
MOST_REPLACED = 1000


EDITION_FIELDS = (
    Field(
        "number",
        _("编号"),
        required=True,
        longest=80,
        synonyms=(
            "规范编号",
            "规程编号",
            "文件编号",
            "标准号",
            "计量技术规范编号",
            "规程规范编号",
            "编　号",
            "规范号",
        ),
        help=_("系列、顺序号和年份，例如 JJF 1070-2023；大小写、全半角和横线不限。"),
        example="JJF 1070-2023",
    ),
    Field(
        "title",
        _("名称"),
        longest=300,
        synonyms=("规范名称", "规程名称", "文件名称", "计量技术规范名称", "规程规范名称", "中文名称", "名　称"),
        help=_("新登记时必填，不带书名号。"),
    ),
    Field(
        "replaces",
        _("代替"),
        kind="text",
        longest=MOST_REPLACED,
        synonyms=(
            "代替编号",
            "被代替编号",
            "代替规范",
            "代替规程规范",
            "替代",
            "替代编号",
            "代替号",
            "代替规程、规范编号",
        ),
        help=_("被代替的编号，几个之间用顿号或换行分开。全部代替；部分代替请在页面上登记。"),
    ),
    Field("issued_on", _("发布日期"), kind="day", synonyms=("批准日期", "发布时间", "批准时间", "公布日期")),
    Field("effective_on", _("实施日期"), kind="day", synonyms=("施行日期", "实施时间", "施行时间", "生效日期")),
    Field("abolished_on", _("废止日期"), kind="day", synonyms=("废止时间",)),
    Field("announcement", _("公告号"), longest=120, synonyms=("公告", "公告编号", "发布公告", "批准文号", "文号")),
    Field(
        "kind",
        _("种类"),
        kind="choice",
        choices=dict(Edition.Kind.choices),
        aliases=KIND_ALIASES,
        synonyms=("规范种类", "类别", "类型"),
        help=_("不填时按编号和名称推定，并标明“推定”。"),
        basis=KINDS,
    ),
    Field(
        "committee",
        _("归口委员会"),
        synonyms=("归口技术委员会", "技术委员会", "归口单位", "归口"),
        help=_("委员会的名称或代号，例如 MTC1；不是委员会的写在“归口单位（非委员会）”栏。"),
    ),
    Field("responsible", _("归口单位（非委员会）"), synonyms=("归口部门", "主管部门")),
    Field("title_en", _("英文名称"), longest=400, synonyms=("英文名", "英文题名")),
    Field(
        "retitled",
        _("更正名称"),
        kind="flag",
        synonyms=("名称更正",),
        help=_("登记的名称有误时填“是”。不填而名称不同的，作为冲突列出。"),
    ),
    Field(
        "confidence",
        _("可信度"),
        kind="choice",
        choices=dict(Confidence.choices),
        aliases={value: value for value in Confidence.values},
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
"""In the order of the template file."""
