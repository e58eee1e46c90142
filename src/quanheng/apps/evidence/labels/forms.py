"""The forms of labels. They check shape; whether something may be done is the action's business."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.labels import rules
from quanheng.apps.evidence.labels.rules import Draft
from quanheng.apps.evidence.models.labels import KINDS, Label
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.labels.claims import Kind
from quanheng.kernel.forms import ActionForm, DayField, MomentField

HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(:[0-9]{1,5})?")
PUBLIC = re.compile(r"[0-9a-f]{64}")
REGISTER_NUMBER = re.compile(r"[A-Za-z0-9-]{2,40}")


class IssueForm(ActionForm):
    """签发标识. The certificate is read for its digest and not kept."""

    name = forms.CharField(label=_("器具名称"), max_length=rules.LONGEST_NAME)
    serial = forms.CharField(
        label=_("器具编号"),
        max_length=rules.LONGEST_SERIAL,
        help_text=_("器具本体上看得见的编号；核对的人要拿它与器具对照，标识上印得最大"),
    )
    certificate = forms.CharField(label=_("证书编号"), max_length=rules.LONGEST_CERTIFICATE)
    kind = forms.TypedChoiceField(label=_("种类"), choices=KINDS, coerce=int)
    result = forms.CharField(
        label=_("结果或等级"), max_length=rules.LONGEST_RESULT, required=False, help_text=_("例如：合格、Ⅲ 级")
    )
    due = DayField(label=_("有效期至"), help_text=_("最后一天有效的日子；次日零时（北京时间）标识过期"))
    document = forms.FileField(
        label=_("证书文件"), required=False, help_text=_("发给客户的那一份；只计算摘要，文件不保存")
    )
    sha256 = forms.CharField(
        label=_("或者填写证书文件的 SHA-256"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """The digest of the file, or the one that was typed; both only when they agree."""
        data = super().clean() or {}
        typed = re.sub(r"\s+", "", data.get("sha256") or "").lower()
        file = data.get("document")
        computed = Digest.of_chunks(file.chunks()).sha256.hex() if file else ""
        if not typed and not computed:
            self.add_error("document", ValidationError(_("请选择证书文件，或填写它的 SHA-256。")))
        elif typed and computed and typed != computed:
            self.add_error("sha256", ValidationError(_("与所选文件的摘要不同。请核对是不是同一份文件。")))
        data["sha256"] = typed or computed
        return data

    def draft(self) -> Draft:
        """What the label is to say, from cleaned data."""
        data = self.cleaned_data
        return Draft(
            certificate=data["certificate"],
            serial=data["serial"],
            kind=Kind(data["kind"]),
            sha256=data["sha256"],
            name=data["name"],
            due=data["due"],
            result=data["result"],
        )


class ReplaceForm(IssueForm):
    """替换标识: as the present one, where nothing else is said."""

    reason = forms.CharField(label=_("替换理由"), max_length=300, help_text=_("将公开；不要写个人信息"))

    def __init__(self, *args: Any, label: Label, **kwargs: Any) -> None:
        facts = ("name", "serial", "certificate", "kind", "result", "due", "sha256")
        super().__init__(*args, initial={fact: getattr(label, fact) for fact in facts}, **kwargs)


class RevokeForm(ActionForm):
    """撤销标识."""

    reason = forms.CharField(label=_("撤销理由"), max_length=300, help_text=_("将公开；不要写个人信息"))


class OpenKeyForm(ActionForm):
    """登记签发密钥, of this platform or of another."""

    organisation = forms.CharField(
        label=_("签发机构"), max_length=200, help_text=_("登记号（O000001）或完整名称；其他平台的机构填名称")
    )
    home = forms.CharField(
        label=_("其他平台的核对网站"),
        max_length=253,
        required=False,
        help_text=_("例如 m.example.cn；本平台的机构不填"),
    )
    number = forms.CharField(
        label=_("该机构在其他平台的登记号"), max_length=40, required=False, help_text=_("其标识里的签发者代号")
    )
    public = forms.CharField(
        label=_("其他平台的公钥"),
        max_length=80,
        required=False,
        help_text=_("Ed25519，64 位十六进制数字。请另行核实它确实属于该机构"),
    )

    def clean(self) -> dict[str, Any]:
        """All three about another platform, or none."""
        data = super().clean() or {}
        data["home"] = (data.get("home") or "").strip().lower()
        data["public"] = re.sub(r"\s+", "", data.get("public") or "").lower()
        data["number"] = (data.get("number") or "").strip()
        if not any(data[name] for name in ("home", "number", "public")):
            return data
        shapes = {"home": (HOST, _("应为网站的主机名，不带 https://")), "public": (PUBLIC, _("应为 64 位十六进制数字"))}
        shapes["number"] = (REGISTER_NUMBER, _("应为字母、数字和连字符"))
        for name, (shape, what) in shapes.items():
            if not shape.fullmatch(data[name]):
                self.add_error(name, ValidationError(what))
        return data


class EndKeyForm(ActionForm):
    """停用签发密钥."""

    end = MomentField(
        label=_("停用时间"), help_text=_("北京时间。密钥可能泄露的，填最早可能泄露的时间：此后签发的标识一概不予承认")
    )
    reason = forms.CharField(label=_("理由"), max_length=300, help_text=_("将公开；不要写个人信息"))


class CodeForm(forms.Form):
    """核对标识: whatever somebody scanned or typed."""

    code = forms.CharField(max_length=8000)
