"""The forms of imports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.imports.looking import Look
from quanheng.apps.imports.models import ImportRow
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.forms import ActionForm
from quanheng.kernel.imports import ColumnMap, Field
from quanheng.kernel.imports.sheets import LONGEST_CELL

COLUMN, CONSTANT = "column-", "constant-"


class UploadForm(ActionForm):
    """上传文件."""

    file = forms.FileField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy("Excel（.xlsx、.xls）、CSV，或含有表格的 Word（.docx）、网页（.html）"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.tsv,.txt,.docx,.html,.htm"}),
    )


class ColumnsForm(ActionForm):
    """对应关系: for each field a column, or a value for every row."""

    sheet = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    heading = forms.IntegerField(min_value=0, widget=forms.HiddenInput())

    def __init__(self, *args: Any, fields: Sequence[Field], seen: Look, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = fields
        choices = [("", _("不导入")), *((str(column), label) for column, label in seen.columns)]
        proposed = seen.heading.columns if seen.heading else {}
        for one in fields:
            self.fields[COLUMN + one.key] = forms.ChoiceField(
                label=one.label,
                choices=choices,
                required=False,
                initial=str(proposed[one.key]) if one.key in proposed else "",
                widget=forms.Select(attrs={"class": "field"}),
            )
            self.fields[CONSTANT + one.key] = forms.CharField(
                label=_("%s：所有行都填") % one.label,
                max_length=1000,
                required=False,
                widget=forms.TextInput(attrs={"class": "field"}),
            )

    def lines(self) -> list[tuple[Field, Any, Any]]:
        """Each field with its two inputs."""
        return [(one, self[COLUMN + one.key], self[CONSTANT + one.key]) for one in self.known]

    def column_map(self) -> ColumnMap:
        """What was chosen. A column goes before a fixed value."""
        data = self.cleaned_data
        columns = {one.key: int(data[COLUMN + one.key]) for one in self.known if data[COLUMN + one.key]}
        constants = {
            one.key: data[CONSTANT + one.key]
            for one in self.known
            if data[CONSTANT + one.key] and one.key not in columns
        }
        return ColumnMap(data["sheet"], data["heading"], columns, constants)

    def add_faults(self, error: BadInput) -> None:
        """Faults of a field belong to its column."""
        known = {one.key for one in self.known}
        super().add_faults(
            BadInput(
                [
                    Fault(COLUMN + fault.where if fault.where in known else fault.where, fault.what, fault.remedy)
                    for fault in error.faults
                ]
            )
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a row: what the cell says, what is wrong with it, and what is on record (``kept``: anything is)."""

    field: Field
    input: Any
    text: str
    faults: tuple[str, ...]
    kept: bool
    was: str
    differs: bool


class RowForm(ActionForm):
    """更正一行: what the cells say, to be typed over."""

    def __init__(self, *args: Any, fields: Sequence[Field], row: ImportRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known, self._row = fields, row
        for one in fields:
            self.fields[one.key] = forms.CharField(
                label=one.label,
                required=False,  # what is missing is told when the row is compared anew
                max_length=LONGEST_CELL,
                initial=row.texts.get(one.key, ""),
                help_text=str(one.help),
                widget=forms.TextInput(attrs={"class": "field", **self._choices(one)}),
            )

    def lines(self) -> list[Line]:
        """Every field, with what is on record beside it."""
        row = self._row
        return [
            Line(
                one,
                self[one.key],
                row.texts.get(one.key, ""),
                tuple(self._said(fault) for fault in row.faults if fault["field"] == one.key),
                one.key in row.was,
                one.shown(row.was.get(one.key, "")),
                one.key in row.now,
            )
            for one in self._known
        ]

    def whole(self) -> list[str]:
        """What is wrong with the row as a whole."""
        return [self._said(fault) for fault in self._row.faults if not fault["field"]]

    def _said(self, fault: Mapping[str, str]) -> str:
        return f"{fault['cell']} {fault['what']}。{fault['remedy']}".strip()

    def _choices(self, one: Field) -> dict[str, str]:
        return {"list": f"choices-{one.key}"} if one.words() else {}


class ReasonForm(ActionForm):
    """撤销: why, and what if a record cannot be restored."""

    reason = forms.CharField(label=gettext_lazy("撤销理由"), max_length=400, help_text=gettext_lazy("将记入变更记录"))
    whole = forms.ChoiceField(
        label=gettext_lazy("遇到不能恢复的记录"),
        choices=(
            ("yes", gettext_lazy("一条也不撤销，先列出来")),
            ("no", gettext_lazy("保留这些记录，撤销其余的")),
        ),
        initial="yes",
        widget=forms.RadioSelect(),
    )
