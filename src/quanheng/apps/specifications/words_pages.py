"""The words the pages of this register use."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

CLAIM_LOOKS = {
    "in-force": "in_force",
    "superseded": "replaced",
    "withdrawn": "abolished",
    "joint": "info",
    "conflict": "conflict",
}
CLAIM_WORDS: dict[str, Any] = {
    "in-force": _("现行"),
    "superseded": _("被代替"),
    "withdrawn": _("撤回"),
    "joint": _("联合出版"),
    "conflict": _("来源相互矛盾"),
}
KIND_WORDS: dict[str, Any] = {
    "recommendation": _("国际建议 R"),
    "document": _("国际文件 D"),
    "guide": _("指南 G"),
    "vocabulary": _("词汇 V"),
    "basic-publication": _("基本出版物 B"),
    "expert-report": _("专家报告 E"),
    "seminar-report": _("研讨会报告 S"),
    "meeting": _("会议"),
    "resolution": _("决议"),
    "recommendation-bipm": _("建议"),
    "decision": _("决定"),
    "declaration": _("声明"),
    "action": _("行动"),
    "statement": _("声明"),
    "outcome": _("成果"),
    "working-document": _("工作文件"),
}
RELATION_WORDS: dict[str, Any] = {
    "has_successor": _("后继文件"),
    "supersedes": _("代替"),
    "part_of": _("属于"),
    "has_part": _("包括"),
    "instance_of": _("版本属于"),
    "has_instance": _("语言版本"),
    "amends": _("修改"),
    "translated_from": _("译自"),
    "other_relations": _("其他关系"),
}
DEGREE_LOOKS = {"IDT": "ok", "MOD": "info", "NEQ": "warn", "REL": "unknown"}


def relation_kind(words: Mapping[str, Any], kind: str) -> str:
    """The Chinese word for a kind of the source; the source's own word where we have none."""
    return str(words.get(kind, kind))
