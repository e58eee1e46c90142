"""The events of the law register."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event


@event("law.instrument_recorded", label=gettext_lazy("登记法规文件"))
@dataclass(frozen=True, slots=True)
class InstrumentRecorded:
    """An instrument was entered, or the fields ``changed`` of it."""

    instrument: str
    title: str
    created: bool
    changed: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        return (_("登记了《%(title)s》") if self.created else _("更正了《%(title)s》的登记")) % {"title": self.title}


@event("law.edition_recorded", label=gettext_lazy("登记法规文本版本"))
@dataclass(frozen=True, slots=True)
class EditionRecorded:
    """An edition was entered, or the fields ``changed`` of it."""

    edition: str
    title: str
    version: str
    created: bool
    changed: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        words = _("登记了《%(title)s》%(version)s") if self.created else _("更正了《%(title)s》%(version)s的登记")
        return words % {"title": self.title, "version": self.version}


@event("law.text_loaded", label=gettext_lazy("载入法规文本"))
@dataclass(frozen=True, slots=True)
class TextLoaded:
    """The text of an edition was loaded. ``digest`` is the SHA-256 of its articles."""

    edition: str
    title: str
    articles: int
    characters: int
    complete: bool
    digest: str
    source: str

    def sentence(self) -> str:
        """In words."""
        words = (
            _("载入了《%(title)s》文本 %(count)d 条")
            if self.complete
            else _("载入了《%(title)s》部分文本 %(count)d 条")
        )
        return words % {"title": self.title, "count": self.articles}


@event("law.text_corrected", label=gettext_lazy("更正法规文本"))
@dataclass(frozen=True, slots=True)
class TextCorrected:
    """The loaded text was put right, for ``reason``; ``old_digest`` is what stood before."""

    edition: str
    title: str
    reason: str
    old_digest: str
    digest: str
    articles: int
    complete: bool
    source: str

    def sentence(self) -> str:
        """In words."""
        return _("更正了《%(title)s》的文本：%(reason)s") % {"title": self.title, "reason": self.reason}


@event("law.synthesised", label=gettext_lazy("生成合成法规"))
@dataclass(frozen=True, slots=True)
class Synthesised:
    """A marked synthetic register was generated."""

    instruments: int
    clauses: int
    seed: int

    def sentence(self) -> str:
        """In words."""
        return _("生成了 %(instruments)d 件合成法规文件，共 %(clauses)d 条") % {
            "instruments": self.instruments,
            "clauses": self.clauses,
        }
