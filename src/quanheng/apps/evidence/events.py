"""The events evidence itself writes, and what it seals itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.catalogue import event
from quanheng.apps.evidence.seal_kinds import declare_seal_kind

EVENTS = declare_seal_kind("evidence.events", gettext_lazy("事件批"))
FILE = declare_seal_kind("evidence.file", gettext_lazy("文件存证"))


@event("evidence.file_sealed", label=gettext_lazy("文件存证"))
@dataclass(frozen=True, slots=True)
class FileSealed:
    """The digest of a file went into the log."""

    name: str
    sha256: str
    relation: str

    def sentence(self) -> str:
        """What happened."""
        words = {"revokes": _("（撤销较早的存证）"), "replaces": _("（替换较早的存证）")}
        values = {"name": self.name, "sha256": self.sha256, "relation": words.get(self.relation, "")}
        return _("文件“%(name)s”的摘要 %(sha256)s 存入日志%(relation)s。") % values
