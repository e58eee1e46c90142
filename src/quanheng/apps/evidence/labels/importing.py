"""Labels from a table: one a row, previewed, corrected, issued in pieces; taken back as a whole by revoking them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.actions.issue_labels import issue_labels
from quanheng.apps.evidence.actions.replace_label import replace_label
from quanheng.apps.evidence.actions.revoke_label import revoke_label
from quanheng.apps.evidence.labels import queries, rules
from quanheng.apps.evidence.labels.policies import issues_for, may_issue
from quanheng.apps.evidence.labels.rules import Draft
from quanheng.apps.evidence.models.labels import KINDS, Label
from quanheng.core.trust.labels.claims import Kind
from quanheng.kernel import clock
from quanheng.kernel.actor import Actor, Decision
from quanheng.kernel.imports import CellFault, Change, Done, Entry, Field, Plan, State, Undoing, Undone, compared, error

FIELDS = (
    Field(
        "certificate",
        gettext_lazy("证书编号"),
        required=True,
        longest=rules.LONGEST_CERTIFICATE,
        synonyms=("证书号", "报告编号", "检定证书编号", "校准证书编号"),
        example="JL-2026-000123",
    ),
    Field(
        "serial",
        gettext_lazy("器具编号"),
        required=True,
        longest=rules.LONGEST_SERIAL,
        synonyms=("出厂编号", "编号", "器号", "设备编号", "仪器编号"),
        help=gettext_lazy("器具本体上看得见的编号：核对标识的人要拿它与器具对照。"),
        example="SN12345678",
    ),
    Field(
        "name",
        gettext_lazy("器具名称"),
        required=True,
        longest=rules.LONGEST_NAME,
        synonyms=("计量器具名称", "名称", "仪器名称", "设备名称"),
        example=gettext_lazy("电子天平"),
    ),
    Field(
        "kind",
        gettext_lazy("种类"),
        kind="choice",
        required=True,
        choices={str(value): label for value, label in KINDS},
        aliases={"检定证书": "1", "校准证书": "2", "检测报告": "3", "测试报告": "3", "检验报告": "4"},
        synonyms=("证书种类", "服务类别", "业务类别"),
        example=gettext_lazy("检定"),
    ),
    Field(
        "due",
        gettext_lazy("有效期至"),
        kind="day",
        required=True,
        synonyms=("有效日期", "有效期", "下次检定日期", "下次校准日期", "建议复校日期", "到期日期"),
        help=gettext_lazy("最后一天有效的日子。"),
        example="2027-11-21",
    ),
    Field(
        "result",
        gettext_lazy("结果或等级"),
        longest=rules.LONGEST_RESULT,
        synonyms=("结论", "检定结论", "结果", "等级", "准确度等级"),
        example=gettext_lazy("合格"),
    ),
    Field(
        "sha256",
        gettext_lazy("证书文件摘要（SHA-256）"),
        kind="code",
        required=True,
        longest=64,
        synonyms=("SHA-256", "SHA256", "文件摘要", "证书摘要", "摘要"),
        help=gettext_lazy("发给客户的证书文件的 SHA-256，64 位十六进制数字。"),
        example="00" * 32,
    ),
)


class LabelImporter:
    """标识: a row without a valid label gets one; where the content differs, a new label replaces the valid one."""

    key = "labels"
    label = gettext_lazy("计量标识")
    lead = gettext_lazy("按证书清单批量签发标识，一行一枚；内容有变的替换原标识。撤销这次导入即撤销所签发的标识。")
    subject = "label"
    order = 60

    def fields(self) -> Sequence[Field]:
        """The columns."""
        return FIELDS

    def may(self, actor: Actor) -> Decision:
        """Those who issue labels."""
        return may_issue(actor)

    def plan(self, entries: Sequence[Entry], *, actor: Actor) -> Sequence[Plan]:
        """Two queries, whatever the number of entries."""
        own, now = issues_for(actor), clock.now()
        if not own or queries.key_in_use(actor, own[0], now) is None:
            fault = CellFault("", _("本机构还没有签发密钥"), _("请安全管理员在“签发者”页登记。"))
            return [error(entry, fault) for entry in entries]
        wanted = [str(entry.values.get("certificate", "")) for entry in entries]
        rows = queries.standing_labels(actor, own[0], now).filter(certificate__in=wanted)
        valid = {(row.certificate, row.serial): row for row in rows}
        return [_plan(entry, valid, clock.legal_today()) for entry in entries]

    def apply(self, changes: Sequence[Change], *, actor: Actor, now: datetime, reason: str) -> Sequence[Done]:
        """New ones in one go, replacements one by one."""
        new = [change for change in changes if change.plan.state is State.NEW]
        drafts = [_draft(change.plan.now) for change in new]
        [own] = issues_for(actor)
        made = issue_labels(drafts=drafts, organisation=own, actor=actor, now=now)
        done = [
            Done(change.entry.row, one.number, change.plan.label, {"number": one.number, "instead_of": ""})
            for change, one in zip(new, made, strict=True)
        ]
        for change in changes:
            if change.plan.state is State.CHANGE:
                old = queries.labels(actor).get(number=change.plan.target)
                draft = _draft({**change.plan.was, **change.plan.now})
                one = replace_label(label=old, draft=draft, reason=reason, actor=actor, now=now)
                told = {"number": one.number, "instead_of": old.number}
                done.append(Done(change.entry.row, one.number, change.plan.label, told))
        return done

    def undo(self, done: Sequence[Done], undoing: Undoing) -> Sequence[Undone]:
        """What was issued is revoked. A label that took the place of another is left: the other cannot come back."""
        numbers = [str(one.undo["number"]) for one in done]
        rows = {row.number: row for row in queries.labels(undoing.actor).filter(number__in=numbers)}
        found = []
        for one in done:
            refused = _refused(one.undo, rows.get(str(one.undo["number"])))
            if not refused and not undoing.dry:
                label = rows[str(one.undo["number"])]
                revoke_label(label=label, reason=undoing.reason, actor=undoing.actor, now=undoing.now)
            found.append(Undone(one.row, refused))
        return found


def _refused(undo: Mapping[str, Any], label: Label | None) -> str:
    if label is None:
        return _("找不到这枚标识。")
    if hasattr(label, "ended"):
        return _("标识已经撤销或替换。")
    return _("它替换了原有的标识，原标识不能恢复；请单独办理撤销或替换。") if undo["instead_of"] else ""


def _plan(entry: Entry, valid: Mapping[tuple[str, str], Label], today: date) -> Plan:
    texts = {one.key: one.stored(entry.values.get(one.key)) for one in FIELDS}
    texts["sha256"] = texts["sha256"].lower()
    key, shown = f"{texts['certificate']}|{texts['serial']}", f"{texts['name']} {texts['serial']}".strip()
    old = valid.get((texts["certificate"], texts["serial"]))
    was = _texts(old) if old else {}
    now = compared(Entry(entry.row, {**entry.values, "sha256": texts["sha256"]}), FIELDS, was)
    both = {**was, **now}
    if all(both.get(one.key) for one in FIELDS if one.required):
        faults = tuple(CellFault(one.where, one.what, one.remedy) for one in rules.faults_of(_draft(both), today))
        if faults:
            return Plan(State.ERROR, key, old.number if old else "", shown, was, now, faults)
    if old is None:
        return Plan(State.NEW, key, "", shown, {}, now)
    return Plan(State.CHANGE if now else State.SAME, key, old.number, shown, was, now)


def _texts(label: Label) -> dict[str, str]:
    return {
        "certificate": label.certificate,
        "serial": label.serial,
        "name": label.name,
        "kind": str(label.kind),
        "due": label.due.isoformat(),
        "result": label.result,
        "sha256": label.sha256,
    }


def _draft(texts: Mapping[str, str]) -> Draft:
    return Draft(
        certificate=texts["certificate"],
        serial=texts["serial"],
        kind=Kind(int(texts["kind"])),
        sha256=texts["sha256"],
        name=texts["name"],
        due=date.fromisoformat(texts["due"]),
        result=texts.get("result", ""),
    )
