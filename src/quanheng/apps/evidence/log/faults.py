"""Why the log is not signed. Each says what was found and what an operator does now."""

from django.utils.translation import gettext as _


class Inconsistent(Exception):
    """Signing would vouch for something that contradicts what was signed before, or cannot be compared with it."""


class Busy(Exception):
    """Another process is the sequencer of this log."""


REMEDY_DOCUMENT = "docs/engineering/operations.md"


def rolled_back(signed: int, here: int) -> Inconsistent:
    """The database holds fewer entries than were signed."""
    return Inconsistent(
        _(
            "数据库里的日志只有 %(here)d 条，而已经签署过 %(signed)d 条：数据库恢复到了较早的备份。为避免签出两个"
            "互相矛盾的日志，已停止签署。请恢复较新的备份，或用镜像补回缺少的条目："
            "quanheng log recover DIR（见 %(document)s）。"
        )
        % {"here": here, "signed": signed, "document": REMEDY_DOCUMENT}
    )


def forked(size: int) -> Inconsistent:
    """The first ``size`` entries are not the ones that were signed."""
    return Inconsistent(
        _(
            "数据库里前 %(size)d 条日志与已经签署的不一致：条目或树块被改动，或恢复过别的备份。已停止签署。请运行 "
            "quanheng log verify 查明位置，再恢复正确的备份（见 %(document)s）。"
        )
        % {"size": size, "document": REMEDY_DOCUMENT}
    )


def record_missing(path: str) -> Inconsistent:
    """The database has a signed log, the record outside it is gone."""
    return Inconsistent(
        _(
            "找不到最后签署记录 %(path)s，无法判断数据库是否恢复过旧备份，已停止签署。请从镜像、见证方或已发出的"
            "证明中取得最新的检查点，运行 quanheng log adopt FILE（见 %(document)s）。"
        )
        % {"path": path, "document": REMEDY_DOCUMENT}
    )


def record_unreadable(path: str) -> Inconsistent:
    """The record outside the database is damaged."""
    return Inconsistent(
        _("最后签署记录 %(path)s 已损坏，已停止签署。请用最新的检查点运行 quanheng log adopt FILE（见 %(document)s）。")
        % {"path": path, "document": REMEDY_DOCUMENT}
    )


def key_missing(path: str) -> Inconsistent:
    """The log was signed with a key that is not here."""
    return Inconsistent(
        _("找不到日志的签名私钥 %(path)s。请从备份取回；没有这把私钥，这个日志不能继续（见 %(document)s）。")
        % {"path": path, "document": REMEDY_DOCUMENT}
    )


def other_key(path: str) -> Inconsistent:
    """The key that is here is not the one of this log."""
    return Inconsistent(
        _("私钥 %(path)s 不是这个日志的私钥：数据库与日志目录不属于同一个日志（见 %(document)s）。")
        % {"path": path, "document": REMEDY_DOCUMENT}
    )


def other_origin(here: str, given: str) -> Inconsistent:
    """The log already has a name, and the settings give another."""
    return Inconsistent(
        _("日志名已定为 %(here)s，不能改为 %(given)s。请改回 QUANHENG_LOG_ORIGIN（见 %(document)s）。")
        % {"here": here, "given": given, "document": REMEDY_DOCUMENT}
    )


def edge_changed(size: int) -> Inconsistent:
    """The state row does not fit the tiles."""
    return Inconsistent(
        _(
            "日志状态（%(size)d 条）与树块不一致：数据库被改动或损坏。已停止签署。请运行 quanheng log verify 查明位置，"
            "再恢复正确的备份（见 %(document)s）。"
        )
        % {"size": size, "document": REMEDY_DOCUMENT}
    )


def witness_ahead(witness: str, size: int, here: int) -> Inconsistent:
    """A witness has cosigned more than the database holds."""
    return Inconsistent(
        _(
            "见证方 %(witness)s 见过 %(size)d 条日志，而数据库里只有 %(here)d 条：数据库与日志目录都恢复到了较早的"
            "备份。已停止签署。请用镜像补回缺少的条目：quanheng log recover DIR（见 %(document)s）。"
        )
        % {"witness": witness, "size": size, "here": here, "document": REMEDY_DOCUMENT}
    )


def key_unusable(path: str, why: str) -> Inconsistent:
    """The key is there and cannot be used."""
    return Inconsistent(
        _("不能使用私钥 %(path)s：%(why)s（见 %(document)s）。")
        % {"path": path, "why": why, "document": REMEDY_DOCUMENT}
    )


def policy_unreadable(path: str, why: str) -> Inconsistent:
    """The policy file of the settings is not one."""
    return Inconsistent(
        _("QUANHENG_LOG_POLICY 指定的文件 %(path)s 无法使用：%(why)s（见 %(document)s）。")
        % {"path": path, "why": why, "document": REMEDY_DOCUMENT}
    )
