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
    "recommendation": _("建议"),
    "document": _("文件"),
    "guide": _("指南"),
    "vocabulary": _("词汇"),
    "basic-publication": _("基本出版物"),
    "expert-report": _("专家报告"),
    "seminar-report": _("研讨会报告"),
    "translation": _("译本"),
    "meeting": _("会议"),
    "resolution": _("决议"),
    "decision": _("决定"),
    "action": _("行动"),
    "statement": _("声明"),
}
LANGUAGE_WORDS: dict[str, Any] = {
    "eng": _("英文"),
    "fra": _("法文"),
    "deu": _("德文"),
    "spa": _("西班牙文"),
    "rus": _("俄文"),
    "zho": _("中文"),
    "ara": _("阿拉伯文"),
    "fas": _("波斯文"),
    "por": _("葡萄牙文"),
    "tur": _("土耳其文"),
    "jpn": _("日文"),
    "kor": _("韩文"),
    "ita": _("意大利文"),
    "ukr": _("乌克兰文"),
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


def languages(codes: str) -> str:
    """The languages of a document in Chinese; a code we have no word for stays."""
    return "、".join(str(LANGUAGE_WORDS.get(code, code)) for code in codes.split())
