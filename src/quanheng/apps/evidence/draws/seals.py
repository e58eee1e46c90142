"""What of a draw goes into the log, and how its content is computed anew from the rows on record."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.draws import files
from quanheng.apps.evidence.models.draws import Draw, DrawParty
from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.apps.evidence.seal_kinds import declare_seal_kind
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.records import sealed_gift, sealed_substitution
from quanheng.kernel.subjects import Subject

LIST, PLAN, COMMITMENT = "draw.list", "draw.plan", "draw.commitment"
REVEAL, NUMBERS, RESULT = "draw.reveal", "draw.numbers", "draw.result"
VOID, SUBSTITUTION = "draw.void", "draw.substitution"


def list_subject(key: str) -> Subject:
    """A name list as the subject of events and seals."""
    return Subject("name-list", key)


def draw_subject(draw_id: str, part: str = "") -> Subject:
    """A draw, or one part of it (``2026-JX-1/O000002``), as the subject of events and seals."""
    return Subject("draw", f"{draw_id}/{part}" if part else draw_id)


def declare() -> None:
    """Called when the app is ready."""
    declare_seal_kind(LIST, _("名录封存"), _of_list)
    declare_seal_kind(PLAN, _("抽取方案"), _of_text("plan"))
    declare_seal_kind(COMMITMENT, _("抽取承诺值"), _of_party("commitment"))
    declare_seal_kind(REVEAL, _("抽取揭示值"), _of_party("reveal"))
    declare_seal_kind(NUMBERS, _("公共号码"), None)
    declare_seal_kind(RESULT, _("抽取结果"), _of_text("result"))
    declare_seal_kind(VOID, _("抽取作废"), _of_text("void"))
    declare_seal_kind(SUBSTITUTION, _("抽取替补"), _of_substitution)


def _of_list(key: str) -> Digest | None:
    found = NameList.objects.filter(key=key).first()
    return Digest.of(files.list_content(found)) if found else None


def _of_text(part: str) -> Callable[[str], Digest | None]:
    def recompute(key: str) -> Digest | None:
        row = getattr(Draw.objects.filter(draw_id=key).first(), part, None)
        return Digest.of(row.text.encode()) if row else None

    return recompute


def _of_party(part: str) -> Callable[[str], Digest | None]:
    def recompute(key: str) -> Digest | None:
        draw_id, _slash, slug = key.partition("/")
        row = getattr(DrawParty.objects.filter(draw__draw_id=draw_id, slug=slug).first(), part, None)
        return Digest.of(sealed_gift(draw_id, part, slug, files.given(row))) if row else None

    return recompute


def _of_substitution(key: str) -> Digest | None:
    draw_id, _slash, number = key.partition("/")
    draw = Draw.objects.filter(draw_id=draw_id).first()
    for place, one in enumerate(files.substitutions(draw) if draw else (), 1):
        if str(place) == number:
            return Digest.of(sealed_substitution(draw_id, place, one))
    return None
