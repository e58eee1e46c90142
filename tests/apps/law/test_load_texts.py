"""Loading texts into the register."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from quanheng.apps.evidence.models import Event
from quanheng.apps.law.actions.load_texts import load_texts
from quanheng.apps.law.models import Article, Edition, Instrument
from quanheng.apps.law.text_files import parse
from quanheng.kernel.actor import ANONYMOUS, Refused
from quanheng.kernel.errors import BadInput
from quanheng.kernel.models import SearchOutbox
from tests.apps.law.conftest import LOADER, NOW
from tests.apps.law.test_text_files import article, law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def load_one(data, correction="", actor=LOADER):
    text = parse(json.dumps(data).encode(), "a.json")
    return load_texts(texts=[text], actor=actor, now=NOW, correction=correction)


def test_a_loaded_text_leaves_one_event_with_its_digest():
    before = Event.objects.count()
    (outcome,) = load_one(law(id="metrology-law-2018"))
    event = Event.objects.latest("pk")
    edition = Edition.objects.get(slug="metrology-law-2018")
    assert Event.objects.count() == before + 1
    assert (event.kind, event.subject_key) == ("law.text_loaded", "metrology-law-2018")
    assert event.payload["digest"] == outcome.text.digest == edition.text_digest
    assert (edition.completeness, event.payload["articles"], event.payload["characters"]) == ("complete", 1, 3)


def test_a_loaded_text_is_to_be_indexed():
    SearchOutbox.objects.all().delete()
    load_one(law(id="metrology-law-2018"))
    assert set(SearchOutbox.objects.values_list("kind", "key")) == {
        ("law", "metrology-law-2018"),
        ("law-article", "metrology-law-2018/1"),
    }


def test_loading_the_same_text_again_changes_nothing():
    load_one(law(id="metrology-law-2018"))
    before = (Event.objects.count(), list(Article.objects.values_list("pk")))
    assert load_one(law(id="metrology-law-2018"))[0].what == "unchanged"
    assert (Event.objects.count(), list(Article.objects.values_list("pk"))) == before


def test_another_text_for_a_loaded_edition_is_refused():
    load_one(law(id="metrology-law-2018"))
    before = Event.objects.count()
    with pytest.raises(BadInput, match="已载入的条文不再改动"):
        load_one(law(id="metrology-law-2018", articles=[article(paragraphs=["改写。"])]))
    assert Article.objects.get().paragraphs == ["文字。"]
    assert Event.objects.count() == before


def test_a_text_that_only_claims_more_completeness_is_refused_too():
    load_one(law(id="metrology-law-2018", complete=False))
    with pytest.raises(BadInput):
        load_one(law(id="metrology-law-2018"))


def test_a_correction_keeps_the_old_digest_and_the_reason():
    old = load_one(law(id="metrology-law-2018"))[0].text.digest
    changed = law(id="metrology-law-2018", articles=[article(paragraphs=["更正。"])])
    assert load_one(changed, correction="录入有误")[0].what == "corrected"
    event = Event.objects.latest("pk")
    assert (event.kind, event.payload["old_digest"], event.payload["reason"]) == (
        "law.text_corrected",
        old,
        "录入有误",
    )
    assert Article.objects.get().paragraphs == ["更正。"]


def test_the_database_refuses_to_edit_an_article():
    load_one(law(id="metrology-law-2018"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.update(paragraphs=["篡改。"])
    assert Article.objects.get().paragraphs == ["文字。"]


def test_an_unknown_instrument_is_entered_from_the_file():
    (outcome,) = load_one(law(issue_date="2000-01-01", source="某处"))
    edition = Edition.objects.get(slug="a-law-2000")
    assert outcome.created
    assert (edition.instrument.kind, edition.confidence, edition.source, edition.year) == ("law", "B", "某处", 2000)
    kinds = list(Event.objects.order_by("-pk").values_list("kind", flat=True)[:3])
    assert kinds == ["law.text_loaded", "law.edition_recorded", "law.instrument_recorded"]
    assert edition.spans.exists()


def test_an_unknown_instrument_without_a_level_is_refused():
    with pytest.raises(BadInput, match="未写明效力级别"):
        load_one(law(level=None))


def test_an_instrument_is_not_an_edition():
    with pytest.raises(BadInput, match="不是版本地址"):
        load_one(law(id="metrology-law"))


def test_a_batch_is_loaded_whole_or_not_at_all():
    good, bad = law(id="metrology-law-2018"), law(level=None)
    texts = [parse(json.dumps(data).encode(), f"{i}.json") for i, data in enumerate((good, bad))]
    with pytest.raises(BadInput):
        load_texts(texts=texts, actor=LOADER, now=NOW)
    assert not Article.objects.exists()


def test_two_files_of_one_edition_are_refused():
    texts = [parse(json.dumps(law(id="metrology-law-2018")).encode(), name) for name in ("a.json", "b.json")]
    with pytest.raises(BadInput, match="同一版本"):
        load_texts(texts=texts, actor=LOADER, now=NOW)


def test_a_reader_may_not_load():
    with pytest.raises(Refused):
        load_one(law(id="metrology-law-2018"), actor=ANONYMOUS)


def test_the_whole_shared_folder_is_loaded_and_known(shared_data, capsys):
    instruments = Instrument.objects.count()
    call_command("law", "load", str(shared_data / "regulations"))
    said = capsys.readouterr().out
    assert "共 16 个文件，载入或更正 16 个" in said
    assert "known_category_examples_2020" in said
    assert "新登记" not in said
    assert Instrument.objects.count() == instruments
    assert Article.objects.filter(edition__completeness="complete").count() == 527
    call_command("law", "load", str(shared_data / "regulations"))
    assert "载入或更正 0 个" in capsys.readouterr().out


def test_a_policy_is_loaded_as_the_edition_it_is_named(shared_data):
    file = shared_data / "policies" / "tc-opinion-2022-official-copy.json"
    call_command("law", "load", str(file), "--as", "tc-opinion-2022")
    assert Edition.objects.get(slug="tc-opinion-2022").completeness == "partial"


def test_the_command_names_every_fault_of_every_file(tmp_path):
    (tmp_path / "a.json").write_bytes('{"id": "甲"}'.encode("gb18030"))
    (tmp_path / "b.json").write_text(json.dumps(law(title=None)), encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps(law(id="metrology-law-2018")), encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        call_command("law", "load", str(tmp_path))
    assert "a.json：不是 UTF-8 编码" in str(caught.value)
    assert "b.json title：缺少" in str(caught.value)
    assert not Article.objects.exists()


@pytest.mark.parametrize("arguments", [["nowhere.json"], ["a.json", "b.json", "--as", "x"]])
def test_the_command_refuses_what_it_cannot_do(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="没有载入任何文本"):
        call_command("law", "load", *arguments)


def test_the_command_tells_the_state_of_the_register(capsys):
    call_command("law", "status")
    assert f"版本\t{Edition.objects.count()}" in capsys.readouterr().out
    call_command("law", "list")
    assert "samr-order-89-2024\t无文本\t国家市场监督管理总局令第89号" in capsys.readouterr().out
