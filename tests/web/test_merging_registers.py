"""A merge among the shipped registers: what apps know nothing of each other still follows, and is restored."""

import pytest
from django.db.models import Count

from quanheng.apps.people.actions.merge_organisations import merge_organisations
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actions.undo_merge import undo_merge
from quanheng.apps.people.models import Organisation
from quanheng.apps.specifications.public import Edition
from quanheng.kernel.actor import system_actor
from quanheng.kernel.models import SearchOutbox

LOADER = system_actor("loader")


@pytest.mark.usefixtures("registers")
def test_drafting_units_follow_their_records_are_indexed_again_and_go_back(moment):
    drafted = Organisation.objects.annotate(n=Count("drafted_specifications")).order_by("-n", "pk").first()
    keys = set(drafted.drafted_specifications.values_list("key", flat=True))
    both = Edition.objects.get(key=min(keys))
    survivor = register_organisation(
        name="同一单位的另一条", kind=drafted.kind, source="测试", confidence="A", actor=LOADER, now=moment
    )
    both.drafting_units.add(survivor)
    SearchOutbox.objects.all().delete()
    done = merge_organisations(survivor=survivor, merged=drafted, reason="同一单位", actor=LOADER, now=moment)
    assert set(survivor.drafted_specifications.values_list("key", flat=True)) == keys
    assert not drafted.drafted_specifications.exists()
    touched = set(SearchOutbox.objects.filter(kind="specification").values_list("key", flat=True))
    assert touched == keys - {both.key}
    undo_merge(merge=done, reason="不是同一单位", actor=LOADER, now=moment)
    assert set(drafted.drafted_specifications.values_list("key", flat=True)) == keys
    assert list(survivor.drafted_specifications.all()) == [both]
