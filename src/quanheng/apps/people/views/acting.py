"""A page with a form in front of one action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from quanheng.apps.people.forms import ActionForm
from quanheng.kernel.errors import BadInput


@dataclass(frozen=True, slots=True)
class FormPage:
    """What the page says around the form: its title, what it is for, the button, and where "cancel" leads."""

    title: str
    lead: str
    button: str
    back: str
    crumbs: tuple[tuple[str, str], ...] = ()


def acting(
    request: HttpRequest, page: FormPage, form: ActionForm, act: Callable[[dict[str, Any]], tuple[str, str]]
) -> HttpResponse:
    """Show ``form``, or do ``act`` with its cleaned data and go to the address it returns, saying its message there.

    Input that form or action refuse comes back with status 422, an error summary and everything that was typed.
    """
    if request.method != "POST":
        return render(request, "people/form.html", {"page": page, "form": form})
    if form.is_valid():
        try:
            address, message = act(form.cleaned_data)
        except BadInput as error:
            form.add_faults(error)
        else:
            messages.success(request, message)
            return HttpResponseRedirect(address)
    return render(request, "people/form.html", {"page": page, "form": form}, status=422)
