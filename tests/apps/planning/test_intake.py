"""A policy from a received copy to confirmed tasks, through the pages."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from quanheng.apps.evidence.models import Event
from quanheng.apps.law.public import Article, Edition
from quanheng.apps.planning.models import Intake, Policy, Progress, Proposal, Task
from quanheng.apps.planning.reading import read_received
from tests.apps.planning.conftest import JIANGXI, SAMR

RAW = {
    "tc-opinion-2022-official-copy": ("tc-opinion-2022", SAMR, 20, 20),
    "tc-opinion-2022-forum-copy": ("tc-opinion-2022", SAMR, 20, 20),
    "institutions-opinion-2021": ("institutions-opinion-2021", SAMR, 19, 19),
    "work-points-2024": ("work-points-2024", SAMR, 34, 34),
    "jiangxi-opinions-2022": ("jiangxi-opinions-2022", JIANGXI, 25, 29),
}
DIRTY = """您当前所在的位置: 首页 > 政策法规
分享到微信
某省关于加强计量工作的实施意见
来源:某网   发布时间:2026-03-01 10:00    点击数:21 打印
一、总体要求
(一)健全量值传递体系。到2027年,建成社会公用计量标准不少于100项,重点领域?盖。(责任单位:省市场监管局、省科技厅)
(二)加强人才队伍建设。每年组织一次技能竞赛,完善考核机制。(牵头单位:省市场监管局;配合单位:省教育厅)
二、保障措施
(三)强化组织领导。各地要高度重视,落实责任。
版权所有 某网 ICP备00000000号
"""


@pytest.fixture(autouse=True)
def kept_elsewhere(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def upload(client, data: bytes, name: str, **fields) -> Intake:
    answer = client.post("/planning/imports/", {"file": SimpleUploadedFile(name, data), **fields})
    assert answer.status_code == 302, re.findall(r"form__error[^>]*>([^<]+)", answer.content.decode())
    return Intake.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


def confirm(client, intake: Intake, **fields):
    return client.post(f"/planning/imports/{intake.pk}/confirm/", {"text": "load", "read": "on", **fields})


def new_policy(client, data: bytes = DIRTY.encode(), name: str = "意见.txt") -> Intake:
    return upload(client, data, name, slug="test-opinions-2026")


@pytest.mark.parametrize("copy", RAW)
def test_a_real_copy_goes_through_the_pages_to_confirmed_tasks(officer, shared_data, copy):
    slug, keeper, points, proposals = RAW[copy]
    client = officer(keeper).client
    before = set(Task.objects.values_list("key", flat=True))
    data = (shared_data / "policies" / "raw" / f"{copy}.txt").read_bytes()
    intake = upload(client, data, f"{copy}.txt", edition=slug)
    page = client.get(f"/planning/imports/{intake.pk}/").content.decode()
    assert f"{points} 条" in page
    assert "相符" in page
    assert intake.proposals.count() == proposals
    assert client.post(f"/planning/imports/{intake.pk}/", {"all": "accept"}).status_code == 302
    assert client.get(f"/planning/imports/{intake.pk}/confirm/").status_code == 200
    assert confirm(client, intake).status_code == 302
    assert Task.objects.exclude(key__in=before).filter(point__policy__slug=slug).count() == proposals
    assert set(Task.objects.values_list("key", flat=True)) > before
    held = Article.objects.filter(edition__slug=slug, anchor__startswith="point-")
    assert held.filter(anchor__regex=r"^point-\d+$").count() == points
    assert client.get(f"/law/{slug}/point-3/").status_code == 200


@pytest.mark.parametrize("copy", RAW)
def test_no_paragraph_is_lost_or_merged_on_the_way_to_the_law_register(officer, shared_data, copy):
    slug, keeper, _points, _proposals = RAW[copy]
    client = officer(keeper).client
    data = (shared_data / "policies" / "raw" / f"{copy}.txt").read_bytes()
    intake = upload(client, data, f"{copy}.txt", edition=slug)
    client.post(f"/planning/imports/{intake.pk}/", {"all": "reject"})
    confirm(client, intake)
    text = read_received(data, copy)
    held = [p for article in Article.objects.filter(edition__slug=slug).order_by("order") for p in article.paragraphs]
    assert held == [paragraph.text for paragraph in text.cleaned.paragraphs]


def test_every_list_of_responsible_bodies_in_jiangxis_opinions_becomes_bodies_on_record(officer, shared_data):
    client = officer(JIANGXI).client
    data = (shared_data / "policies" / "raw" / "jiangxi-opinions-2022.txt").read_bytes()
    intake = upload(client, data, "江西.txt", edition="jiangxi-opinions-2022")
    lists = data.decode().count("责任单位:") + data.decode().count("责任单位：")
    listed = [one for one in intake.proposals.all() if one.bodies]
    assert len(listed) == lists == 24
    page = client.get(f"/planning/imports/{intake.pk}/").content.decode()
    assert "未在册" not in page
    assert "即 江西省科学技术厅" in page
    client.post(f"/planning/imports/{intake.pk}/", {"all": "accept"})
    confirm(client, intake)
    task = Task.objects.get(proposals__intake=intake, point__anchor="point-4")
    named = {one.body.organisation.name for one in task.responsibilities.all() if one.body.organisation}
    assert named == {"江西省市场监督管理局", "江西省科学技术厅", "江西省人力资源和社会保障厅", "江西省教育厅"}
    assert "省科技厅" in client.get(f"/planning/tasks/{task.key}/").content.decode()


def test_the_two_copies_of_one_opinion_differ_in_four_wordings_and_the_page_shows_them(officer, shared_data):
    client = officer().client
    folder = shared_data / "policies" / "raw"
    one, two = (
        upload(client, (folder / f"tc-opinion-2022-{n}-copy.txt").read_bytes(), f"{n}.txt", edition="tc-opinion-2022")
        for n in ("forum", "official")
    )
    assert f"/compare/{two.pk}/" in client.get(f"/planning/imports/{two.pk}/").content.decode()
    page = client.get(f"/planning/imports/{one.pk}/compare/{two.pk}/").content.decode()
    wording = page.split('id="wording"')[1].split('id="signs"')[0]
    assert wording.count('<td class="nowrap">') == 4
    for shown in ("<del>领域</del>", "<ins>范围</ins>", "<del>人才</del>", "（十）", "（十一）"):
        assert shown in wording
    assert page.split('id="signs"')[1].split('id="outside"')[0].count('<td class="nowrap">') == 4


def test_a_dirty_copy_is_cleaned_with_a_report_and_what_was_read_is_quoted(officer):
    client = officer().client
    intake = new_policy(client)
    assert intake.title == "某省关于加强计量工作的实施意见"
    page = client.get(f"/planning/imports/{intake.pk}/").content.decode()
    for said in ("当前位置", "损坏处", "重点领域?盖", "字数对账", "未在册", "登记簿没有这件政策的文本"):
        assert said in page, said
    assert '<mark class="quote quote--deadline">到2027年</mark>' in page
    assert 'quote--body">责任单位:省市场监管局、省科技厅</mark>' in page
    first, second, third = intake.proposals.order_by("order")
    assert (first.deadline.isoformat(), first.presumed, first.target_number, first.target_unit) == (
        "2027-12-31",
        True,
        100,
        "项",
    )
    assert second.bodies == [{"name": "省市场监管局", "role": "lead"}, {"name": "省教育厅", "role": "support"}]
    assert second.recurrence == "yearly"
    assert (third.bodies, third.deadline) == ([], None), "nothing is guessed"


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_the_same_policy_as_a_web_page_and_as_a_word_file(officer, kind):
    client = officer().client
    lines = [line for line in DIRTY.splitlines() if line[:1] in "某一(二三" and "来源" not in line]
    if kind == "html":
        data = ("<html><body><nav>首页</nav>" + "".join(f"<p>{x}</p>" for x in lines) + "</body></html>").encode()
    else:
        document, buffer = Document(), io.BytesIO()
        for line in lines:
            document.add_paragraph(line)
        document.save(buffer)
        data = buffer.getvalue()
    intake = new_policy(client, data, f"意见.{kind}")
    assert [one.anchor for one in intake.proposals.order_by("order")] == ["point-1", "point-2", "point-3"]


def test_a_person_changes_takes_and_refuses_and_looks_again_before_anything_is_registered(officer):
    client = officer().client
    intake = new_policy(client)
    tasks, events = Task.objects.count(), Event.objects.count()
    first, second, third = intake.proposals.order_by("order")
    assert confirm(client, intake).status_code == 422, "undecided proposals are refused"
    assert (Task.objects.count(), Edition.objects.filter(slug="test-opinions-2026").exists()) == (tasks, False)
    form = {
        "title": "公用计量标准不少于一百项", "bodies": "牵头：省市场监管局\n配合：省科技厅", "recurrence": "once",
        "deadline_text": "到2027年", "deadline": "2027-12-31", "presumed": "on", "target_kind": "number",
        "target_text": "社会公用计量标准", "target_number": "100", "target_unit": "项",
    }  # fmt: skip
    assert client.post(f"/planning/imports/{intake.pk}/proposals/{first.pk}/", form).status_code == 302
    client.post(f"/planning/imports/{intake.pk}/", {f"p{second.pk}": "accepted", f"p{third.pk}": "rejected"})
    look = client.get(f"/planning/imports/{intake.pk}/confirm/").content.decode()
    assert "登记 2 项任务，1 项不登记" in look
    assert "公用计量标准不少于一百项" in look
    assert client.post(f"/planning/imports/{intake.pk}/confirm/", {"text": "load"}).status_code == 422, "not ticked"
    assert confirm(client, intake).status_code == 302
    made = Task.objects.filter(proposals__intake=intake).order_by("order")
    assert [task.title for task in made] == ["公用计量标准不少于一百项", "加强人才队伍建设"]
    assert [one.role for one in made[0].responsibilities.all()] == ["lead", "support"]
    kinds = set(Event.objects.filter(pk__gt=events).values_list("kind", flat=True))
    assert {"planning.intake_confirmed", "planning.task_recorded", "law.text_loaded"} <= kinds
    policy = Policy.objects.get(slug="test-opinions-2026")
    assert policy.keeper.name == SAMR
    page = client.get("/planning/policies/test-opinions-2026/").content.decode()
    assert "导入时由人核定不设任务" in page
    assert confirm(client, intake).status_code == 422, "a closed import is not confirmed again"


def test_an_import_is_undone_as_long_as_nobody_reported_on_it(officer, moment):
    client = officer().client
    intake = new_policy(client)
    client.post(f"/planning/imports/{intake.pk}/", {"all": "accept"})
    confirm(client, intake)
    key = Task.objects.filter(proposals__intake=intake).first().key
    assert "不能再恢复" in client.get(f"/planning/imports/{intake.pk}/undo/").content.decode()
    task = Task.objects.get(key=key)
    entry = Progress.objects.create(
        key="x", task=task, day=moment.date(), body=task.responsibilities.first().body, text="x", source="x",
        confidence="A", reported_at=moment, changed_at=moment,
    )  # fmt: skip
    assert client.post(f"/planning/imports/{intake.pk}/undo/", {"reason": "传错了文件"}).status_code == 422
    entry.delete()
    assert client.post(f"/planning/imports/{intake.pk}/undo/", {"reason": "传错了文件"}).status_code == 302
    page = client.get(f"/planning/tasks/{key}/").content.decode()
    assert "这项任务已撤销" in page
    assert "传错了文件" in page
    assert key not in client.get("/planning/tasks/?export=csv&policy=test-opinions-2026").getvalue().decode()
    assert Article.objects.filter(edition__slug="test-opinions-2026").exists(), "a text is corrected, never taken out"


def test_another_text_of_a_policy_on_record_needs_a_reason_or_is_left(officer, shared_data):
    client = officer().client
    folder = shared_data / "policies" / "raw"
    first = upload(client, (folder / "tc-opinion-2022-forum-copy.txt").read_bytes(), "a", edition="tc-opinion-2022")
    client.post(f"/planning/imports/{first.pk}/", {"all": "covered"})
    client.post(f"/planning/imports/{first.pk}/", {"all": "reject"})
    assert confirm(client, first).status_code == 302
    second = upload(client, (folder / "tc-opinion-2022-official-copy.txt").read_bytes(), "b", edition="tc-opinion-2022")
    client.post(f"/planning/imports/{second.pk}/", {"all": "reject"})
    digest = Edition.objects.get(slug="tc-opinion-2022").text_digest
    assert confirm(client, second).status_code == 422
    assert Intake.objects.get(pk=second.pk).stage == "open"
    assert confirm(client, second, correction="以官方副本为准").status_code == 302
    assert Edition.objects.get(slug="tc-opinion-2022").text_digest != digest


def test_the_tasks_already_on_record_are_shown_beside_the_proposals(officer, shared_data):
    client = officer().client
    data = (shared_data / "policies" / "raw" / "work-points-2024.txt").read_bytes()
    intake = upload(client, data, "x.txt", edition="work-points-2024")
    page = client.get(f"/planning/imports/{intake.pk}/").content.decode()
    assert "这一条已有在册任务" in page
    client.post(f"/planning/imports/{intake.pk}/", {"all": "covered"})
    assert Proposal.objects.filter(intake=intake, decision="rejected").count() == 33, "（一） has none on record"


BAD = {
    "nothing in it": (b"", "空"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 200, "文件"),
    "no points": ("这里没有编号的条目，只有一句话。\n再来一句。".encode(), "没有找到编号的条目"),
    "a damaged archive": (b"PK\x03\x04" + b"x" * 300, "文件"),
    "a damaged PDF": (b"%PDF-1.7\n" + b"x" * 300, "文件"),
    "no text at all": (bytes(range(256)) * 20, "文"),
}


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=list(BAD))
def test_a_bad_file_is_refused_with_the_reason_and_nothing_is_kept(officer, data, said):
    client = officer().client
    sent = {"file": SimpleUploadedFile("坏.txt", data), "slug": "test-opinions-2026"}
    answer = client.post("/planning/imports/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Intake.objects.exists()


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "'; DROP TABLE planning_task; --", "=HYPERLINK(1)"])
def test_markup_and_statements_in_a_copy_stay_text(officer, evil):
    client = officer().client
    intake = new_policy(client, DIRTY.replace("落实责任", evil).encode())
    client.post(f"/planning/imports/{intake.pk}/", {"all": "accept"})
    confirm(client, intake)
    for address in (
        f"/planning/imports/{intake.pk}/",
        "/law/test-opinions-2026/",
        "/planning/policies/test-opinions-2026/",
    ):
        assert "<script>alert" not in client.get(address).content.decode()
    assert Task.objects.exists()


def test_gb18030_is_read(officer):
    intake = new_policy(officer().client, DIRTY.encode("gb18030"))
    assert intake.title == "某省关于加强计量工作的实施意见"


def test_an_import_belongs_to_the_organisation_that_began_it(officer, client):
    intake = new_policy(officer().client)
    addresses = [f"/planning/imports/{intake.pk}/{rest}" for rest in ("", "confirm/", "undo/", f"compare/{intake.pk}/")]
    for other in (officer(JIANGXI).client, officer(JIANGXI).client):
        assert [other.get(address).status_code for address in addresses] == [404] * 4
        assert other.post(addresses[0], {"all": "accept"}).status_code == 404
    for nobody in (client, officer(SAMR, "registrar").client):
        assert nobody.get("/planning/imports/").status_code == 403
        assert nobody.get(addresses[0]).status_code == 404
    assert not intake.proposals.exclude(decision="pending").exists()


def test_a_policy_kept_by_another_organisation_is_not_imported(officer, shared_data):
    data = (shared_data / "policies" / "raw" / "jiangxi-opinions-2022.txt").read_bytes()
    sent = {"file": SimpleUploadedFile("x.txt", data), "edition": "jiangxi-opinions-2022"}
    assert officer(SAMR).client.post("/planning/imports/", sent).status_code == 403
