"""The words of the law register for statuses and changes."""

from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.public import Region
from quanheng.core.texts.alignment import Change
from quanheng.core.validity import Status

STATUS_LABELS: dict[str, Any] = {
    Status.IN_FORCE.value: _("现行有效"),
    Status.UPCOMING.value: _("尚未施行"),
    Status.PARTLY_REPLACED.value: _("部分失效"),
    Status.REPLACED.value: _("已被代替"),
    Status.ABOLISHED.value: _("已废止"),
    Status.NOT_ISSUED.value: _("尚未公布"),
    Status.UNKNOWN.value: _("待核实"),
}
AMENDED = _("已修改")
STATUS_CHOICES = STATUS_LABELS | {Status.REPLACED.value: _("已被代替或修改")}
"""What the list is narrowed by: one status holds texts replaced and texts amended."""
CHANGE_LABELS: dict[str, Any] = {
    Change.UNCHANGED.value: _("未变"),
    Change.AMENDED.value: _("有修改"),
    Change.ADDED.value: _("新增"),
    Change.DELETED.value: _("删除"),
}
CHANGE_TONES = {
    Change.UNCHANGED.value: "",
    Change.AMENDED.value: "info",
    Change.ADDED.value: "ok",
    Change.DELETED.value: "warn",
}
FIELD_LABELS: dict[str, Any] = {
    "title": _("名称"),
    "kind": _("效力级别"),
    "number": _("文号"),
    "issuer": _("发布机关"),
    "year": _("年份"),
    "issued": _("公布日期"),
    "effective": _("施行日期"),
    "abolished": _("废止日期"),
}
NATION = "000000"
_REGIONS = "law.regions"


def status_label(status: str, *, amended: bool = False) -> str:
    """What a status is called. A text replaced by a later text of the same instrument was amended, not abolished."""
    return str(AMENDED if amended and status == Status.REPLACED.value else STATUS_LABELS[status])


def jurisdiction_label(code: str) -> str:
    """The name of a division, 全国 for the nation, the code itself where no register of divisions knows it."""
    if code == NATION:
        return gettext("全国")
    names: dict[str, str] | None = cache.get(_REGIONS)
    if names is None:
        names = dict(Region.objects.values_list("code", "name"))
        cache.set(_REGIONS, names, 300 if names else 1)
    return names.get(code, code)


def edition_name(title: str, version: str) -> str:
    """《计量法》（2018 年第五次修正）."""
    return gettext("《%(title)s》（%(version)s）") % {"title": title, "version": version} if version else f"《{title}》"
