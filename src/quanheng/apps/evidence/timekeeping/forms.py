"""The forms of timekeeping."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.timekeeping.comparisons import Comparison, Document, milliseconds, moment_of
from quanheng.kernel.forms import ActionForm

COVERAGE = re.compile(r"[1-9](\.[0-9]{1,3})?")


class ComparisonForm(ActionForm):
    """登记时间比对: one offset, or a table of them, from one document."""

    laboratory = forms.CharField(label=_("测量机构"), max_length=200, help_text=_("例如：中国计量科学研究院"))
    document = forms.CharField(label=_("证书或报告编号"), max_length=100)
    traceable_to = forms.CharField(
        label=_("溯源至"), max_length=100, help_text=_("照报告所写，例如：UTC(NIM)。报告没有写的，不要填推测的内容")
    )
    coverage = forms.CharField(label=_("包含因子 k"), max_length=5, initial="2")
    at = forms.CharField(
        label=_("比对时间"), max_length=30, required=False, help_text=_("北京时间，例如 2026-03-08 10:20:30")
    )
    offset = forms.CharField(
        label=_("偏差（ms）"), max_length=30, required=False, help_text=_("参考时间减平台时间；平台慢为正")
    )
    uncertainty = forms.CharField(label=_("扩展不确定度（ms）"), max_length=30, required=False)
    table = forms.FileField(
        label=_("或者上传数据表"),
        required=False,
        help_text=_("CSV 或 Excel，表头：时间、偏差（ms）、扩展不确定度（ms）"),
    )
    file = forms.FileField(
        label=_("报告文件"), required=False, help_text=_("PDF、JPEG 或 PNG；随记录保存，人人可以下载")
    )

    def clean(self) -> dict[str, Any]:
        """One offset, or a table."""
        data = super().clean() or {}
        if not COVERAGE.fullmatch(data.get("coverage") or ""):
            self.add_error("coverage", ValidationError(_("应为 1 至 10 之间的数，例如 2 或 2.87。")))
        if data.get("table"):
            return data
        for name, reader, what in (
            ("at", moment_of, _("应写成 2026-03-08 10:20:30。")),
            ("offset", milliseconds, _("应为毫秒数，例如 -0.35。")),
            ("uncertainty", milliseconds, _("应为毫秒数，例如 0.5。")),
        ):
            try:
                data[name] = reader(data.get(name) or "")
            except ValueError:
                self.add_error(name, ValidationError(what))
        if isinstance(data.get("uncertainty"), int) and data["uncertainty"] <= 0:
            self.add_error("uncertainty", ValidationError(_("应大于零。")))
        return data

    def about(self) -> Document:
        """What holds for every offset, from cleaned data."""
        data = self.cleaned_data
        return Document(data["coverage"], data["laboratory"], data["document"], data["traceable_to"])

    def one(self) -> Comparison:
        """The one offset of the form, from cleaned data."""
        data, about = self.cleaned_data, self.about()
        return Comparison(
            data["at"],
            data["offset"],
            data["uncertainty"],
            about.coverage,
            about.laboratory,
            about.document,
            about.traceable_to,
        )
