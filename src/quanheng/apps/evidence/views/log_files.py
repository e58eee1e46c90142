"""The log as its formats want it (C2SP tlog-tiles): checkpoint, tiles, bundles, key. Plain files, no session."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.apps.evidence.log import reading, storage
from quanheng.apps.evidence.log.keys import published
from quanheng.apps.evidence.log.policy import policy as policy_of
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.tiles import TileAddress, parse_path

PLAIN = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
FRESH = "public, max-age=2"
FOR_EVER = "public, max-age=31536000, immutable"
Door = Callable[..., HttpResponse]


def cached(policy: str) -> Callable[[Door], Door]:
    """Say how long an answer may be kept."""

    def wrap(view: Door) -> Door:
        @wraps(view)
        def answer(request: HttpRequest, **parts: str) -> HttpResponse:
            response = view(request, **parts)
            response.headers["Cache-Control"] = policy
            return response

        return answer

    return wrap


@require_safe
@cached(FRESH)
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """The latest checkpoint, with the witnesses' signatures there are."""
    last = reading.latest()
    if last is None:
        raise Http404(_("日志还没有签署过检查点。"))
    return HttpResponse(reading.published(last), content_type=PLAIN)


@require_safe
@cached(FOR_EVER)
def tile(_request: HttpRequest, rest: str) -> HttpResponse:
    """A tile of hashes or a bundle of entries, in exactly one spelling of its address."""
    try:
        return HttpResponse(_content(parse_path(f"tile/{rest}")), content_type=BYTES)
    except (TrustError, LookupError) as missing:
        raise Http404(_("日志里没有这一块。")) from missing


def _content(address: TileAddress) -> bytes:
    if address.level == "entries":
        return reading.read_bundle(address.index, address.width)
    return reading.read_tile(address.level, address.index, address.width)


@require_safe
@cached(FRESH)
def key(_request: HttpRequest) -> HttpResponse:
    """The log's verifier key: ``name+id+base64``."""
    state = storage.read_state()
    if not state.key:
        raise Http404(_("日志还没有启用。"))
    keys = published(state.origin, state.key)
    return HttpResponse("".join(f"{one}\n" for one in keys), content_type=PLAIN)


@require_safe
@cached(FRESH)
def policy(_request: HttpRequest) -> HttpResponse:
    """The policy file: the log's key, its witnesses and the quorum. The trust root of every verifier."""
    state = storage.read_state()
    if not state.key:
        raise Http404(_("日志还没有启用。"))
    return HttpResponse(policy_of(state.key).to_bytes(), content_type=PLAIN)
