"""Input checked before it becomes a record; every fault names its field and the remedy."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from quanheng.apps.people.models import Region
from quanheng.apps.people.rules import credit_code
from quanheng.kernel.errors import BadInput, Fault, bad_input


def credit_code_or_fault(code: str) -> str | None:
    """The code as stored, ``None`` when empty. Raises ``BadInput`` saying what is wrong with it (GB 32100-2015)."""
    code = credit_code.normalised(code)
    if not code:
        return None
    if wrong := credit_code.fault(code):
        what = {
            "length": _("统一社会信用代码应为 18 位，现为 %(length)s 位") % {"length": len(code)},
            "alphabet": _("统一社会信用代码只含数字和除 I、O、S、V、Z 外的大写字母"),
            "shape": _("统一社会信用代码第 3 至 8 位应为行政区划数字"),
            "check": _("统一社会信用代码的校验码不符"),
        }[wrong]
        raise bad_input("credit_code", what, _("请对照营业执照或法人证书核对后重新填写。"))
    return code


def region_or_fault(code: str | None) -> Region | None:
    """The administrative division of ``code``; ``None`` when not given. ``BadInput`` when there is none."""
    if not code:
        return None
    region: Region | None = Region.objects.filter(code=code).first()
    if region is None:
        raise bad_input("region", _("没有代码为“%(code)s”的行政区划") % {"code": code[:12]}, _("请从列表中选择。"))
    return region


def faults_of(error: ValidationError) -> BadInput:
    """Django's complaints about a record as faults that name their fields."""
    messages: dict[str, list[Any]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return BadInput(
        [
            Fault("" if field == NON_FIELD_ERRORS else field, str(text).rstrip("。"))
            for field, texts in messages.items()
            for text in texts
        ]
    )


def save_or_fault(record: models.Model, *, exclude: Sequence[str] = ()) -> None:
    """Check ``record`` against its fields and constraints and insert or update it. Raises ``BadInput``."""
    try:
        record.full_clean(exclude=list(exclude))
    except ValidationError as error:
        raise faults_of(error) from error
    record.save()
