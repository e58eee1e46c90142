"""A page with a form in front of one action, and the fields every such form is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.clock import FIRST_DAY, LAST_DAY, LEGAL_ZONE
from quanheng.kernel.errors import BadInput


class ActionForm(forms.Form):
    """A form in front of one action. Fields carry the classes of the design system; what the action has against the
    input comes back to the field it names.
    """

    template_name = "ui/form_fields.html"
    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["class"] = "field"

    def add_faults(self, error: BadInput) -> None:
        """Every fault beside its field; those of no field above the form, with the place they name."""
        for fault in error.faults:
            text = f"{fault.what}。{fault.remedy}" if fault.remedy else f"{fault.what}。"
            self.add_error(fault.where if fault.where in self.fields else None, text)


class DayField(forms.DateField):
    """A legal day, written ``YYYY-MM-DD``."""

    def __init__(self, **kwargs: Any) -> None:
        bounds = {"type": "date", "min": FIRST_DAY, "max": LAST_DAY}
        kwargs.setdefault("widget", forms.DateInput(attrs=bounds, format="%Y-%m-%d"))  # the only form browsers take
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> Any:
        """Within the days the platform knows."""
        day = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("请填写 1949-10-01 至 2100-12-31 之间的日期。"))
        return day


class MomentField(forms.DateTimeField):
    """A moment to the minute, written as the clock in Asia/Shanghai shows it; an aware moment in Python."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        kwargs.setdefault("widget", widget)
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)

    def clean(self, value: Any) -> Any:
        """Within the years the platform knows, in its zone whatever the process runs in."""
        moment = super().clean(value)
        if moment is None:
            return None
        if not FIRST_DAY <= moment.astimezone(LEGAL_ZONE).date() <= LAST_DAY:
            raise ValidationError(_("请填写 1949-10-01 至 2100-12-31 之间的日期。"))
        return moment


@dataclass(frozen=True, slots=True)
class FormPage:
    """What the page says around the form: its title, what it is for, the button, and where "cancel" leads."""

    title: str
    lead: str
    button: str
    back: str
    crumbs: tuple[tuple[str, str], ...] = ()


def acting(
    request: HttpRequest,
    page: FormPage,
    form: ActionForm,
    act: Callable[[dict[str, Any]], tuple[str, str]],
    *,
    template: str = "ui/form.html",
    **context: Any,
) -> HttpResponse:
    """Show ``form``, or do ``act`` with its cleaned data and go to the address it returns, saying its message there.

    Input that form or action refuse comes back with status 422, an error summary and everything that was typed.
    """
    told = {"page": page, "form": form, **context}
    if request.method != "POST":
        return render(request, template, told)
    if form.is_valid():
        try:
            address, message = act(form.cleaned_data)
        except BadInput as error:
            form.add_faults(error)
        else:
            messages.success(request, message)
            return HttpResponseRedirect(address)
    return render(request, template, told, status=422)
