"""What every page of this register asks first: who, which day, which record."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from quanheng.apps.specifications.queries import Resolution, resolve
from quanheng.apps.specifications.rules.addresses import address
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing.parameters import day_from

LONGEST_SHOWN = 60


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def day_of(request: HttpRequest) -> date:
    """查询日期: the day the address names, today otherwise. Raises ``BadInput``."""
    return day_from(request.GET, legal_today())


def permanently(request: HttpRequest, to: str, fragment: str = "") -> HttpResponsePermanentRedirect:
    """301 to the canonical address, the query kept."""
    query = request.META.get("QUERY_STRING", "")
    target = to + (f"?{query}" if query else "") + (f"#{quote(fragment)}" if fragment else "")
    return HttpResponsePermanentRedirect(target)


def elsewhere(request: HttpRequest, text: str) -> HttpResponse:
    """For an address that is none of ours: the canonical one when ``text`` spells a number, else 404 with what may have
    been meant.
    """
    found = resolve(actor_of(request), text)
    if found.found in {"edition", "amendment"} and found.key != text:
        fragment = "amendments" if found.found == "amendment" else ""
        return permanently(request, reverse("specifications:detail", args=[found.key]), fragment)
    if found.found == "work":
        return permanently(request, reverse("specifications:work", args=[found.work_key]))
    return not_found(request, text, found)


def not_found(request: HttpRequest, text: str, found: Resolution) -> HttpResponse:
    """404 that suggests. What was asked for is shown shortened."""
    context: dict[str, Any] = {
        "asked": text[:LONGEST_SHOWN] + ("…" if len(text) > LONGEST_SHOWN else ""),
        "found": found,
        "slip": not found.number,
    }
    return render(request, "specifications/not_found.html", context, status=404)


def international_address(text: str) -> str:
    """The address a number of an international document has: ``OIML R 76-1:2006`` → ``OIML-R-76-1-2006``."""
    return address(text)
