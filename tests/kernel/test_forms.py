"""The fields and groups every form of the platform is made of."""

from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from quanheng.kernel.forms import ActionForm, DayField


class Answer(ActionForm):
    day = DayField(label="日期")
    accept = forms.ChoiceField(label="决定", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_day_is_written_as_browsers_read_it_whatever_the_language(language):
    with translation.override(language):
        assert 'value="2027-12-31"' in str(Answer(initial={"day": date(2027, 12, 31)})["day"])


def test_choices_are_a_group_with_its_question_and_the_summary_leads_to_it():
    form = Answer({"day": "2027-12-31", "accept": "perhaps"})
    page = render_to_string("ui/error_summary.html", {"form": form}) + render_to_string(
        "ui/form_fields.html", {"form": form}
    )
    assert "<legend>决定</legend>" in page
    assert 'href="#id_accept"' in page
    assert 'id="id_accept"' in page
    assert page.count('type="radio"') == 2
