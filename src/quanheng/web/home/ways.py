"""The ways in 入口: for each kind of user, what they most often come for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Way:
    """入口: who it is for, what they ask, and two or three links."""

    who: Any
    asks: Any
    links: tuple[tuple[Any, str], ...]


WAYS = (
    Way(
        _("消费者"),
        _("秤准不准、水表多久该换，先看它归哪个规程管。"),
        (
            (_("按器具查规范"), "/search/?q=秤"),
            (_("核对秤上的标识"), "/v/"),
            (_("市斤、毫米汞柱换成法定单位"), "/units/convert/"),
        ),
    ),
    Way(
        _("企业"),
        _("手里的规程还有效吗？下一版什么时候实施？"),
        ((_("按编号核对时效"), "/specifications/"), (_("即将实施的规范"), "/specifications/?status=upcoming")),
    ),
    Way(
        _("计量技术机构"),
        _("开展项目依据哪一版，代替了谁，国际上对应什么。"),
        ((_("校准规范"), "/specifications/?kind=calibration"), (_("国际文件目录"), "/international/")),
    ),
    Way(
        _("委员会与起草人"),
        _("本领域有哪些规范、哪些空白，由谁归口。"),
        ((_("委员会名录"), "/committees/"), (_("领域覆盖图"), "/specifications/coverage/")),
    ),
    Way(
        _("监管人员"),
        _("条文怎么写的，任务落实了没有，抽查谁说了算。"),
        ((_("法规政策"), "/law/"), (_("政策任务台账"), "/planning/"), (_("双随机抽取"), "/draws/")),
    ),
    Way(
        _("开发者与研究者"),
        _("全部登记册可下载、可调用、可订阅。"),
        ((_("开放数据"), "/open-data/"), (_("接口说明"), "/api/"), (_("透明日志"), "/log/")),
    ),
)
