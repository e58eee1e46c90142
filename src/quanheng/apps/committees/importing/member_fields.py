"""What a table of members of committees may say."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.public import office_names
from quanheng.core.basis import Basis
from quanheng.kernel.imports import Field
from quanheng.kernel.records import Confidence

OFFICES = (
    "chair",
    "vice-chair",
    "secretary-general",
    "deputy-secretary-general",
    "member",
    "special-member",
    "adviser",
    "corresponding-member",
    "liaison",
)
"""The offices of a committee. Others carry powers on the platform and are given on the page of a person."""
BASIS = Basis("mtc-charter-2005", "第三十六条", "assumed", "全国专业计量技术委员会章程（2005），条款号未核实")
ALIASES = {"主任": "chair", "副主任": "vice-chair", "通讯单位委员": "corresponding-member"}

_WHO = (
    Field(
        "committee",
        _("委员会"),
        required=True,
        synonyms=("技术委员会", "委员会名称", "委员会代号", "所在委员会", "技委会"),
        help=_("已登记委员会的名称、代号或登记号。整个文件是同一委员会的，可在下一步填一次。"),
        example="MTC26",
    ),
    Field(
        "name",
        _("姓名"),
        required=True,
        longest=80,
        synonyms=("委员姓名", "人员姓名", "名字"),
        example=_("张量衡"),
    ),
)
_REST = (
    Field(
        "employer",
        _("工作单位"),
        synonyms=("单位", "所在单位", "单位名称", "工作单位名称"),
        help=_("已登记机构的名称或登记号；新登记的人员必填。没有登记的机构请先导入“机构”。"),
    ),
    Field(
        "term",
        _("届次"),
        kind="code",
        longest=8,
        synonyms=("届", "届别"),
        help=_("不填任职起止时，按登记的这一届起止。"),
        example=_("第四届"),
    ),
    Field(
        "start",
        _("任职起"),
        kind="day",
        synonyms=("起始日期", "任职日期", "任职时间", "聘任日期", "任期起", "聘期起"),
        help=_("当日起算。"),
    ),
    Field(
        "end",
        _("任职止"),
        kind="day",
        synonyms=("截止日期", "任期止", "聘期止", "届满日期", "离任日期"),
        help=_("当日不算；未定时留空。"),
    ),
    Field(
        "instrument",
        _("任命文件"),
        synonyms=("聘任文件", "批准文件", "批准文号", "文号"),
    ),
    Field(
        "person",
        _("人员登记号"),
        kind="code",
        longest=20,
        synonyms=("登记号",),
        help=_("同名难以区分，或已登记的人员换了单位时填写。"),
        example="P000012",
    ),
    Field(
        "another",
        _("同名另一人"),
        kind="flag",
        help=_("登记簿已有同名人员而不是同一人时填“是”。"),
    ),
    Field("confidence", _("可信度"), kind="choice", choices=dict(Confidence.choices), help=_("不填即 B。")),
    Field(
        "source",
        _("来源"),
        kind="text",
        longest=1000,
        synonyms=("信息来源", "依据", "出处"),
        help=_("不填即导入的文件名。"),
    ),
)


def member_fields() -> Sequence[Field]:
    """In the order of the template file. One query: the offices."""
    names = office_names()
    office = Field(
        "office",
        _("职务"),
        kind="choice",
        required=True,
        choices={slug: names[slug] for slug in OFFICES if slug in names},
        aliases=ALIASES,
        synonyms=("委员会职务", "本会职务", "会内职务", "任职", "技委会职务"),
        help=_("兼任两个职务的写两行。"),
        basis=BASIS,
        example=_("委员"),
    )
    return (*_WHO, office, *_REST)
