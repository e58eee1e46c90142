"""The forms of draws. They check shape; whether something may be done is the action's business."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.draws.composing import NumbersRule, StratumRule, TeamRule, Times
from quanheng.apps.evidence.draws.rules import draw_rules
from quanheng.apps.evidence.draws.tables import GENERAL
from quanheng.apps.evidence.models.name_lists import ALGORITHMS, NameList
from quanheng.core.trust.draw.plan import NumberGroup
from quanheng.kernel.forms import ActionForm, MomentField

PARTIES = 4
PPM_PER_PERCENT = 10_000
NO_ONE = _("不限专业")


class FreezeForm(ActionForm):
    """封存名录."""

    title = forms.CharField(label=_("名录名称"), max_length=120, help_text=_("例如：某市电子计价秤使用单位（2026）"))
    source = forms.CharField(label=_("名录来源"), max_length=300, help_text=_("从哪个系统、哪一天导出，由谁核对"))
    organiser = forms.ChoiceField(label=_("封存机构"))
    algorithm = forms.ChoiceField(
        label=_("算法"),
        choices=ALGORITHMS,
        help_text=_("同一次抽取的两份名录和方案使用同一算法；要求使用国密算法的选 SM3"),
    )
    open_names = forms.BooleanField(
        label=_("公开名称"),
        required=False,
        help_text=_(
            "不勾选时，对外只显示加盐编号；每个条目的核对码可以告知本人。名录含自然人等不宜公开的信息时不要勾选"
        ),
    )
    file = forms.FileField(
        label=_("名录文件"), required=False, help_text=_("XLSX、XLS 或 CSV，第一行为表头，至多 10 万行")
    )
    table = forms.CharField(
        label=_("或者粘贴名录"), required=False, widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"})
    )
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisers: Sequence[tuple[int, str]], kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organiser"].choices = organisers  # type: ignore[attr-defined]  # it is a ChoiceField
        if kind == NameList.Kind.INSPECTORS:
            del self.fields["open_names"]
            self.fields["table"].help_text = _("表头：编号、名称、专业、回避对象；专业和回避对象可以有多项，用顿号隔开")
        else:
            self.fields["table"].help_text = _(
                "表头：编号、名称、风险等级；等级为字母或数字，例如 A、B、C、D（D 风险最高）"
            )


class ComposeForm(ActionForm):
    """编制方案. A row for each class of the list of objects."""

    draw_id = forms.CharField(label=_("抽取编号"), max_length=60, help_text=_("字母、数字和连字符，例如 2026-JX-01"))
    title = forms.CharField(label=_("抽取名称"), max_length=120)
    team = forms.IntegerField(label=_("每组人数"), min_value=1, max_value=20, initial=2)
    max_tasks = forms.IntegerField(label=_("每人至多检查几家"), min_value=1, max_value=1000, initial=10)
    numbers = forms.ChoiceField(label=_("公共号码"))
    commit_by = MomentField(label=_("承诺截止"), help_text=_("各参与方在此之前提交承诺值"))
    open_after = MomentField(
        label=_("公共号码起算时间"), help_text=_("只认此后首次公布的号码；方案必须在此之前公布。北京时间")
    )
    reveal_by = MomentField(label=_("揭示截止"), help_text=_("到时没有揭示的，抽取作废并公布是哪一方"))

    def __init__(
        self,
        *args: Any,
        classes: Sequence[tuple[str, int]],
        skills: Sequence[str],
        inspectors: bool,
        revised: bool,
        **kwargs: Any,
    ) -> None:
        self.classes, self.inspectors = classes, inspectors
        super().__init__(*args, **kwargs)
        sources = draw_rules().number_sources.value
        self.fields["numbers"].choices = [(key, one.name) for key, one in sources.items()]  # type: ignore[attr-defined]
        named = [(skill, skill) for skill in skills if skill != GENERAL]
        for code, _count in classes:
            self._add_class(code, [(GENERAL, NO_ONE), *named])
        for n in range(1, PARTIES + 1):
            self._add_party(n)
        if not inspectors:
            del self.fields["team"], self.fields["max_tasks"]
        if revised:
            self.fields["draw_id"].disabled = True

    def _add_class(self, code: str, skills: list[tuple[str, Any]]) -> None:
        example = draw_rules().example_rates_ppm.value.get(code, 0)
        told = {"code": code}
        rate = forms.DecimalField(
            label=gettext("%(code)s 级抽取比例（%%）") % told,
            min_value=0,
            max_value=100,
            decimal_places=4,
            initial=f"{example / PPM_PER_PERCENT:g}" if example else None,
        )
        self._field(f"rate_{code}", rate)
        least = forms.IntegerField(label=gettext("%(code)s 级最少抽取") % told, min_value=0, max_value=10**6, initial=1)
        self._field(f"at_least_{code}", least)
        spare = forms.IntegerField(label=gettext("%(code)s 级备选") % told, min_value=0, max_value=10**6, initial=1)
        self._field(f"reserve_{code}", spare)
        if self.inspectors:
            skill = forms.ChoiceField(label=gettext("%(code)s 级所需专业") % told, choices=skills)
            self._field(f"skill_{code}", skill)

    def _add_party(self, n: int) -> None:
        told = {"n": n}
        required = n <= draw_rules().parties_at_least.value
        name = forms.CharField(label=gettext("参与方 %(n)s") % told, max_length=200, required=required)
        self._field(f"party_{n}", name)
        outside = forms.BooleanField(
            label=gettext("参与方 %(n)s 在平台外（由本机构凭证明材料代录）") % told, required=False
        )
        self._field(f"outside_{n}", outside)

    def _field(self, name: str, field: forms.Field) -> None:
        if not isinstance(field.widget, forms.CheckboxInput):
            field.widget.attrs["class"] = "field"
        self.fields[name] = field

    def class_rows(self) -> list[dict[str, Any]]:
        """The fields of each class, for the table of the page."""
        return [
            {
                "code": code,
                "count": count,
                "fields": [self[f"{name}_{code}"] for name in ("rate", "at_least", "reserve")],
                "skill": self[f"skill_{code}"] if self.inspectors else None,
            }
            for code, count in self.classes
        ]

    def party_rows(self) -> list[tuple[Any, Any]]:
        """The fields of each party."""
        return [(self[f"party_{n}"], self[f"outside_{n}"]) for n in range(1, PARTIES + 1)]

    def strata(self) -> list[StratumRule]:
        """The rule of each class, from cleaned data."""
        data = self.cleaned_data
        return [
            StratumRule(
                code,
                int(data[f"rate_{code}"] * PPM_PER_PERCENT),
                data[f"at_least_{code}"],
                data[f"reserve_{code}"],
                data.get(f"skill_{code}", GENERAL),
            )
            for code, _count in self.classes
        ]

    def team_rule(self) -> TeamRule | None:
        """The rule of teams, when inspectors are drawn too."""
        data = self.cleaned_data
        return TeamRule(data["team"], data["max_tasks"]) if self.inspectors else None

    def times(self) -> Times:
        """The three moments."""
        data = self.cleaned_data
        return Times(data["commit_by"], data["open_after"], data["reveal_by"])

    def numbers_rule(self) -> NumbersRule:
        """The publication whose numbers count."""
        source = draw_rules().number_sources.value[self.cleaned_data["numbers"]]
        return NumbersRule(source.name, tuple((one.count, one.least, one.greatest) for one in source.groups))


class GiveForm(ActionForm):
    """提交承诺值, 揭示; for a party outside the platform with the evidence."""

    value = forms.CharField(label=_("承诺值"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    evidence = forms.CharField(
        label=_("证明材料"), max_length=300, help_text=_("例如公证书编号、来函文号和日期；不要写个人信息")
    )
    file = forms.FileField(label=_("证明文件"), required=False, help_text=_("来函或公证书的扫描件：PDF、JPEG、PNG"))

    def __init__(self, *args: Any, outside: bool, reveal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reveal:
            self.fields["value"].label = _("揭示值")
            self.fields["value"].help_text = _("“抽取随机数”文件中的随机数，64 位十六进制数字")
        else:
            self.fields["value"].help_text = _("由随机数算出的 64 位十六进制数字；随机数本身不要填在这里")
        if not outside:
            del self.fields["evidence"], self.fields["file"]


class NumbersForm(ActionForm):
    """录入公共号码."""

    issue = forms.CharField(label=_("期号"), max_length=60)
    published_at = MomentField(label=_("公布时间"), help_text=_("北京时间，须在方案的起算时间之后"))
    where = forms.CharField(label=_("公布处"), max_length=300, help_text=_("公告的网址，或报纸的名称、日期和版面"))

    def __init__(self, *args: Any, groups: Sequence[NumberGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for n, group in enumerate(groups):
            told = {"n": n + 1, "count": group.count, "least": group.least, "greatest": group.greatest}
            label = gettext("第 %(n)s 组号码（%(count)s 个，%(least)s 至 %(greatest)s）") % told
            field = forms.CharField(label=label, max_length=200, widget=forms.TextInput(attrs={"class": "field"}))
            self.fields[f"group_{n}"] = field

    def clean(self) -> dict[str, Any]:
        """Numbers between anything that is no digit."""
        data = super().clean() or {}
        for n in range(len(self.groups)):
            text = data.get(f"group_{n}", "")
            data[f"group_{n}"] = [int(part) for part in re.findall(r"[0-9]{1,9}", text)]
            if text and not data[f"group_{n}"]:
                self.add_error(f"group_{n}", ValidationError(_("这里没有号码。")))
        return data

    def numbers(self) -> list[list[int]]:
        """The groups."""
        return [self.cleaned_data[f"group_{n}"] for n in range(len(self.groups))]


class ConfirmForm(ActionForm):
    """公布方案, 执行抽取, 登记作废: one tick."""

    checked = forms.BooleanField(label=_("我已核对上面的内容"))


class AbandonForm(ActionForm):
    """撤回方案."""

    reason = forms.CharField(label=_("撤回理由"), max_length=300, help_text=_("将公开；不要写个人信息"))


class SubstituteForm(ActionForm):
    """登记替补."""

    who = forms.ChoiceField(label=_("不能检查的对象，或不能到场的人员"))
    reason = forms.CharField(label=_("理由"), max_length=300, help_text=_("将公开；不要写个人信息"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
