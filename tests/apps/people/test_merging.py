"""Two records of one body or person become one, and two again: nothing is lost on the way."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count

from quanheng.apps.committees.models import Committee, Hosting
from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actions.merge_organisations import merge_organisations
from quanheng.apps.people.actions.merge_persons import merge_persons
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.actions.set_parent import set_parent
from quanheng.apps.people.actions.undo_merge import undo_merge
from quanheng.apps.people.merge_plans import plan_organisations, plan_persons
from quanheng.apps.people.merging import references
from quanheng.apps.people.models import Appointment, FormerName, Merge, Office, Organisation, OrganisationParent, Person
from quanheng.kernel.actor import Refused
from quanheng.kernel.errors import BadInput
from quanheng.kernel.models import SearchOutbox
from tests.apps.people.conftest import LOADER

CODES = ("91350100M000100Y43", "911100001000137026")
WHY = "营业执照相同，名称为全称与简称"


@pytest.fixture
def known(moment):
    return {"source": "测试", "confidence": "A", "actor": LOADER, "now": moment}


@pytest.fixture
def pair(cast, known, moment):
    """A body on record twice, with people, a relation and a hosted committee on the second record."""
    survivor = register_organisation(name="江西省计量测试研究院", kind="institute", **known)
    merged = register_organisation(name="江西省计量院", kind="institute", region="360000", **known)
    set_parent(organisation=merged, parent=cast.operator, kind="supervised", actor=LOADER, now=moment)
    register_person(name="院里的人", employer=merged, **known)
    committee = Committee.objects.create(
        organisation=cast.committee_a, key="X1", position=1, name="甲", tier="tc", level="local", source="测试",
        confidence="A", changed_at=moment,
    )  # fmt: skip
    Hosting.objects.create(committee=committee, organisation=merged, source="测试")
    return survivor, merged


def merge(pair, moment, **more):
    survivor, merged = (Organisation.objects.get(pk=one.pk) for one in pair)
    return merge_organisations(survivor=survivor, merged=merged, reason=WHY, actor=LOADER, now=moment, **more)


def pointing_to(record):
    return {
        reference: sorted(key.model._base_manager.filter(**{key.name: record}).values_list("pk", flat=True))
        for reference, key in references(type(record))
    }


def test_the_walk_finds_the_foreign_keys_of_apps_that_people_does_not_know(cast):
    found = {reference for reference, _key in references(Organisation)}
    assert {
        "committees.Hosting.organisation",
        "committees.Committee.approved_by",
        "committees.Committee_joint_founders.organisation",
        "specifications.Edition_drafting_units.organisation",
        "people.Appointment.organisation",
    } <= found


def test_a_trial_says_what_would_move_and_changes_nothing(pair):
    before = pointing_to(pair[1]), Event.objects.count(), SearchOutbox.objects.count()
    plan = plan_organisations(*pair)
    assert {line.label.partition("，")[0]: line.moves for line in plan.lines} == {"隶属": 1, "人员": 1, "挂靠": 1}
    assert plan.conflicts == []
    assert (pointing_to(pair[1]), Event.objects.count(), SearchOutbox.objects.count()) == before


def test_everything_moves_and_the_former_record_leads_to_the_survivor(client, pair, moment):
    survivor, merged = pair
    moved = pointing_to(merged)
    merge(pair, moment)
    assert not any(ids for reference, ids in pointing_to(merged).items() if "merged_into" not in reference)
    for reference, ids in moved.items():
        assert set(ids) <= set(pointing_to(survivor)[reference])
    answer = client.get(f"/organisations/{merged.key}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/organisations/{survivor.key}/")
    assert merged.key in client.get(answer["Location"]).content.decode()
    found = client.get(f"/api/v1/organisations/{merged.key}").json()
    assert (found["key"], found["former_keys"]) == (survivor.key, [merged.key])
    assert not Organisation.objects.visible_to(LOADER).filter(pk=merged.pk).exists()
    survivor.refresh_from_db()
    assert survivor.region_id == "360000", "what the survivor lacked is taken over"
    assert FormerName.objects.get(organisation=survivor).name == merged.name


def test_a_merge_is_one_event_and_the_index_follows(pair, moment):
    events = Event.objects.count()
    SearchOutbox.objects.all().delete()
    merge(pair, moment)
    assert Event.objects.count() == events + 1
    told = Event.objects.latest("id")
    assert (told.kind, told.subject_key, told.public) == ("people.organisations_merged", pair[0].key, True)
    touched = set(SearchOutbox.objects.values_list("kind", "key"))
    assert touched == {("organisation", pair[0].key), ("organisation", pair[1].key), ("committee", "X1")}


def test_a_loader_that_knows_the_old_name_finds_the_survivor(pair, moment, known):
    merge(pair, moment, keep_name=False)
    assert ensure_organisation(name=pair[1].name, kind="institute", **known) == pair[0]


def test_an_undo_restores_every_row_and_both_records(pair, moment):
    before = pointing_to(pair[0]), pointing_to(pair[1])
    fields = Organisation.objects.filter(pk__in=[one.pk for one in pair]).order_by("pk")
    shown = list(fields.values("name", "credit_code", "region", "merged_into"))
    assert undo_merge(merge=merge(pair, moment), reason="不是同一机构", actor=LOADER, now=moment) == 0
    assert (pointing_to(pair[0]), pointing_to(pair[1])) == before
    assert list(fields.values("name", "credit_code", "region", "merged_into")) == shown
    assert not FormerName.objects.exists()
    assert Event.objects.latest("id").kind == "people.merge_undone"
    with pytest.raises(BadInput, match="已撤销"):
        undo_merge(merge=Merge.objects.get(), reason="再来", actor=LOADER, now=moment)


def test_what_changed_since_is_counted_and_left_alone(pair, cast, moment):
    done = merge(pair, moment)
    Hosting.objects.update(organisation=cast.other)
    assert undo_merge(merge=done, reason="不是同一机构", actor=LOADER, now=moment) == 1
    assert Hosting.objects.get().organisation == cast.other


def test_what_the_survivor_has_already_stays_and_nothing_is_doubled(pair, cast, moment):
    set_parent(organisation=pair[0], parent=cast.operator, kind="supervised", actor=LOADER, now=moment)
    merge(pair, moment)
    assert OrganisationParent.objects.filter(organisation=pair[0], parent=cast.operator).count() == 1
    assert OrganisationParent.objects.filter(organisation=pair[1]).count() == 1
    assert OrganisationParent.objects.visible_to(LOADER).filter(parent=cast.operator).count() == 1


def test_a_relation_between_the_two_does_not_become_one_to_itself(pair, moment):
    set_parent(organisation=pair[1], parent=pair[0], kind="part", actor=LOADER, now=moment)
    merge(pair, moment)
    assert not OrganisationParent.objects.filter(organisation=pair[0], parent=pair[0]).exists()


@pytest.mark.parametrize(("code_of", "kept"), [("survivor", CODES[0]), ("merged", CODES[1])])
def test_two_credit_codes_ask_for_a_choice_and_none_is_lost(pair, moment, code_of, kept):
    for one, code in zip(pair, CODES, strict=True):
        Organisation.objects.filter(pk=one.pk).update(credit_code=code)
    with pytest.raises(BadInput, match="信用代码不同"):
        merge(pair, moment)
    assert not Merge.objects.exists()
    done = merge(pair, moment, code_of=code_of)
    assert Organisation.objects.get(pk=pair[0].pk).credit_code == kept
    undo_merge(merge=done, reason="不是同一机构", actor=LOADER, now=moment)
    assert [Organisation.objects.get(pk=one.pk).credit_code for one in pair] == list(CODES)


def test_a_committee_cannot_be_merged_away(pair, cast, moment):
    assert "委员会" in plan_organisations(pair[0], cast.committee_a).conflicts[0].what
    with pytest.raises(BadInput, match="是委员会"):
        merge((pair[0], cast.committee_a), moment)
    assert Committee.objects.get().organisation == cast.committee_a


def test_what_each_may_have_only_once_blocks_where_both_have_it(pair, moment):
    from quanheng.apps.people.merging import move

    known = {"tier": "tc", "level": "local", "source": "测试", "confidence": "A", "changed_at": moment}
    for place, one in enumerate(pair, 5):
        Committee.objects.create(organisation=one, key=f"Y{place}", position=place, name=f"乙{place}", **known)
    with transaction.atomic():
        moved = move(*pair)
        transaction.set_rollback(True)
    assert "只能有一个" in moved.conflicts[0].what
    assert "committees.Committee.organisation" not in moved.rows


def test_merging_never_publishes_what_is_internal(pair, cast, moment):
    with pytest.raises(BadInput, match="对外公开"):
        merge((pair[0], cast.hidden), moment)


class TestPersons:
    @pytest.fixture
    def twice(self, cast, known):
        persons = [register_person(name="王一心", employer=cast.other, **known) for _ in range(2)]
        for person, start in zip(persons, (date(2024, 1, 1), date(2025, 1, 1)), strict=True):
            self.appoint(person, cast, known, start)
        return persons

    def appoint(self, person, cast, known, start, office="member", **more):
        office = Office.objects.get(slug=office)
        return appoint(person=person, office=office, organisation=cast.committee_a, start=start, **known, **more)

    def test_appointments_that_overlap_stay_with_the_former_record(self, twice, cast, moment, known):
        self.appoint(twice[1], cast, known, date(2020, 1, 1), end=date(2021, 1, 1))
        plan = plan_persons(*twice)
        assert [(line.moves, line.stays) for line in plan.lines] == [(1, 1)]
        merge_persons(survivor=twice[0], merged=twice[1], reason="重复登记", actor=LOADER, now=moment)
        assert Appointment.objects.filter(person=twice[0]).count() == 2
        seen = Appointment.objects.visible_to(LOADER).filter(person__name="王一心")
        assert seen.values("person").annotate(n=Count("pk")).get()["n"] == 2

    def test_an_account_in_use_and_a_platform_office_never_travel(self, cast, twice, moment):
        for name, said in (("outsider", "在用的账户"), ("registrar", "平台职务")):
            with pytest.raises(BadInput, match=said):
                merge_persons(survivor=twice[0], merged=cast.person(name), reason="重复", actor=LOADER, now=moment)
        assert not Merge.objects.exists()

    def test_nobody_merges_the_own_record(self, cast, twice, moment):
        registrar = cast.actor("registrar")
        for pair in ((twice[0], cast.person("registrar")), (cast.person("registrar"), twice[0])):
            with pytest.raises(Refused, match="本人"):
                merge_persons(survivor=pair[0], merged=pair[1], reason="重复", actor=registrar, now=moment)

    def test_the_page_of_the_former_record_leads_on_for_those_who_may_see_it(self, signed_in, twice, moment):
        done = merge_persons(survivor=twice[0], merged=twice[1], reason="重复登记", actor=LOADER, now=moment)
        assert signed_in("registrar").get(f"/people/{twice[1].key}/")["Location"] == f"/people/{twice[0].key}/"
        assert signed_in("anonymous").__class__().get(f"/people/{twice[1].key}/").status_code == 404
        assert not Event.objects.latest("id").public
        undo_merge(merge=done, reason="两个人", actor=LOADER, now=moment)
        assert not Event.objects.latest("id").public
        assert Person.objects.visible_to(LOADER).filter(name="王一心").count() == 2


def test_on_the_page_the_trial_comes_first_and_a_changed_trial_is_shown_again(signed_in, pair, cast, moment):
    client = signed_in("registrar")
    address = f"/organisations/{pair[1].key}/merge/"
    fields = {"into": pair[0].key, "reason": WHY, "keep_name": "on"}
    trial = client.post(address, fields)
    assert trial.status_code == 200
    assert "确认合并" in trial.content.decode()
    assert not Merge.objects.exists()
    shown = trial.context["form"].data["shown"]
    set_parent(organisation=pair[1], parent=cast.other, kind="part", actor=LOADER, now=moment)
    assert client.post(address, {**fields, "shown": shown}).status_code == 200, "something else would move now"
    assert not Merge.objects.exists()
    shown = client.post(address, fields).context["form"].data["shown"]
    assert client.post(address, {**fields, "shown": shown})["Location"] == f"/organisations/{pair[0].key}/"
    done = Merge.objects.get()
    answer = client.post(f"/people/merges/{done.pk}/undo/", {"reason": "不是同一机构"})
    assert answer["Location"] == f"/organisations/{pair[1].key}/"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("into", ["", "O999999", "x" * 300, "' OR 1=1--"])
def test_a_survivor_that_is_not_there_is_asked_for_again(signed_in, pair, into):
    answer = signed_in("registrar").post(f"/organisations/{pair[1].key}/merge/", {"into": into, "reason": WHY})
    assert answer.status_code == 422
