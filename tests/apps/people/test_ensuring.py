import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.models import Organisation
from quanheng.kernel.errors import BadInput
from tests.apps.people.conftest import LOADER

pytestmark = pytest.mark.django_db
KNOWN = {"kind": "institute", "source": "测试", "confidence": "B", "actor": LOADER}


def where(error) -> list[str]:
    return [fault.where for fault in error.value.faults]


def test_a_name_is_registered_once_whatever_its_width_and_spaces(moment):
    first = ensure_organisation(name="某院（北京）", now=moment, **KNOWN)
    again = ensure_organisation(name=" 某院 (北京) ", now=moment, **KNOWN)
    assert first == again
    assert Event.objects.filter(kind="people.organisation_registered").count() == 1


def test_register_numbers_follow_the_order_of_calls(moment):
    keys = [ensure_organisation(name=f"机构{n}", now=moment, **KNOWN).key for n in range(3)]
    assert keys == ["O000001", "O000002", "O000003"]


def test_numbers_go_on_after_a_million(moment):
    Organisation.objects.create(
        key="O999999", name="x", name_key="x", kind="other", source="", confidence="B", changed_at=moment
    )
    assert ensure_organisation(name="下一个", now=moment, **KNOWN).key == "O1000000"
    assert ensure_organisation(name="再下一个", now=moment, **KNOWN).key == "O1000001"


def test_a_former_name_leads_to_the_renamed_organisation(moment):
    old = ensure_organisation(name="旧名", now=moment, **KNOWN)
    correct_organisation(
        organisation=old, changes={"name": "新名"}, reason="更名", renamed=True, actor=LOADER, now=moment
    )
    assert ensure_organisation(name="旧名", now=moment, **KNOWN) == old


def test_an_unknown_kind_or_region_is_named(moment):
    with pytest.raises(BadInput) as error:
        ensure_organisation(name="x", now=moment, **{**KNOWN, "kind": "club"})
    assert where(error) == ["kind"]
    with pytest.raises(BadInput) as error:
        ensure_organisation(name="x", now=moment, region="999999", **KNOWN)
    assert where(error) == ["region"]
