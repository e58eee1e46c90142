"""The forms of planning."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quanheng.apps.planning.models import Responsibility, Task
from quanheng.kernel.forms import ActionForm, DayField

MOST_LINES = 40
LONGEST_NAME = 200


def _roles() -> dict[str, str]:
    """The word for each role, and the role."""
    return {str(label): value for value, label in Responsibility.Role.choices}


class UploadForm(ActionForm):
    """导入政策: a copy, and which policy it is one of."""

    file = forms.FileField(
        label=_("政策文件"), help_text=_("TXT、HTML、DOCX 或 PDF，照原样上传，不必先整理"), allow_empty_file=True
    )
    edition = forms.ChoiceField(label=_("属于哪件政策"), required=False)
    slug = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("新政策的地址"),
        max_length=80,
        required=False,
        help_text=_("列表中没有时填写：小写字母、数字和连字符，例如 hubei-opinions-2026"),
        error_messages={"invalid": _("只能由小写字母、数字和连字符组成。")},
    )
    title = forms.CharField(
        label=_("新政策的名称"), max_length=200, required=False, help_text=_("不填时取文件中的标题")
    )
    number = forms.CharField(label=_("新政策的文号"), max_length=120, required=False)

    def __init__(self, *args: Any, editions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = [("", _("不在列表中")), *editions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two says which policy it is."""
        data = super().clean() or {}
        if bool(data.get("edition")) == bool(data.get("slug")) and "slug" not in self.errors:
            self.add_error("edition", _("请从列表中选择，或填写新政策的地址，两者取一。"))
        return data


class BodyLines(forms.CharField):
    """责任单位, one a line: ``牵头：省市场监管局``."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Lines from the stored list."""
        if isinstance(value, list):
            labels = {role: label for label, role in _roles().items()}
            return "\n".join(f"{labels[line['role']]}：{line['name']}" for line in value)
        return value

    def clean(self, value: Any) -> Any:
        """The list: each name once, each with a role."""
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        found: list[dict[str, str]] = []
        roles = _roles()
        for number, line in enumerate(lines, start=1):
            role, _colon, name = line.replace(":", "：", 1).partition("：")
            if role.strip() not in roles or not name.strip() or len(name) > LONGEST_NAME:
                raise ValidationError(
                    _("第 %(n)d 行应写成“牵头：单位名称”、“共同负责：……”或“配合：……”。") % {"n": number}
                )
            found.append({"role": roles[role.strip()], "name": name.strip()})
        names = [line["name"] for line in found]
        if len(set(names)) != len(names) or len(names) > MOST_LINES:
            raise ValidationError(_("同一单位只列一次，最多 %d 个。") % MOST_LINES)
        return found


class ProposalForm(ActionForm):
    """修改建议任务."""

    title = forms.CharField(label=_("任务"), min_length=2, max_length=120)
    bodies = BodyLines(
        label=_("责任单位"), required=False, help_text=_("一行一个，前面写明“牵头”“共同负责”或“配合”"), max_length=5000
    )
    recurrence = forms.ChoiceField(label=_("频次"), choices=Task.Recurrence.choices)
    deadline_text = forms.CharField(label=_("期限所述"), max_length=60, required=False)
    deadline = DayField(label=_("期限"), required=False, help_text=_("最后一天；政策没有写明时留空"))
    presumed = forms.BooleanField(label=_("期限为推定（例如“到 2025 年”取年末）"), required=False)
    target_kind = forms.ChoiceField(label=_("目标类型"), choices=Task.Target.choices)
    target_text = forms.CharField(label=_("目标"), max_length=200, required=False)
    target_number = forms.DecimalField(label=_("目标值"), max_digits=14, decimal_places=4, required=False)
    target_unit = forms.CharField(label=_("单位"), max_length=20, required=False)

    def clean(self) -> dict[str, Any]:
        """What cannot be together."""
        data = super().clean() or {}
        if data.get("recurrence") == Task.Recurrence.ONGOING and data.get("deadline"):
            self.add_error("deadline", _("持续性任务没有截止日。"))
        if data.get("presumed") and not data.get("deadline"):
            self.add_error("presumed", _("没有期限的任务不能标“推定”。"))
        if (data.get("target_number") is None) != (not data.get("target_unit")):
            self.add_error("target_number", _("目标值和单位要一起填写。"))
        return data


class ConfirmForm(ActionForm):
    """确认导入, the second look."""

    TEXTS = (("load", _("载入这份副本的文本")), ("keep", _("保留法规登记簿已有的文本")))
    text = forms.ChoiceField(label=_("政策文本"), choices=TEXTS, widget=forms.RadioSelect)
    correction = forms.CharField(
        label=_("更正文本的理由"),
        max_length=500,
        required=False,
        help_text=_("登记簿已有另一种文本、又要改用这份副本时填写，将公开"),
    )
    read = forms.BooleanField(label=_("我已逐项核对，确认登记"))


class ReasonForm(ActionForm):
    """One reason."""

    reason = forms.CharField(label=_("理由"), max_length=500)


class ReportForm(ActionForm):
    """报送进展."""

    body = forms.ChoiceField(label=_("责任单位"))
    day = DayField(label=_("日期"), help_text=_("事情发生的那一天"))
    text = forms.CharField(label=_("进展"), max_length=2000, widget=forms.Textarea)
    evidence = forms.CharField(
        label=_("佐证"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("本平台公开记录的网址，一行一个，例如 /law/samr-order-89-2024/ 或 /specifications/JJF-1070-2023/"),
    )
    completes = forms.BooleanField(label=_("任务（每年的任务指当年）已完成"), required=False)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]


class DecideForm(ActionForm):
    """确认或退回进展."""

    decision = forms.ChoiceField(
        label=_("意见"), choices=(("confirm", _("确认")), ("return", _("退回"))), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("退回理由"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Who sends back says why."""
        data = super().clean() or {}
        if data.get("decision") == "return" and not data.get("reason"):
            self.add_error("reason", _("退回时请写明理由。"))
        return data
