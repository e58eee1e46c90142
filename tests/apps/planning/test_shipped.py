"""The tasks the platform ships."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quanheng.apps.law.text_files import parse
from quanheng.apps.planning import register_file
from quanheng.apps.planning.models import Body, Point, Policy, Progress, Task
from quanheng.apps.planning.register_file import shipped_policies
from quanheng.kernel.errors import BadInput

POINTS = {"tc-opinion-2022": 20, "institutions-opinion-2021": 19, "work-points-2024": 34, "jiangxi-opinions-2022": 25}
COPIES = {
    "tc-opinion-2022": ("tc-opinion-2022-official-copy", "tc-opinion-2022-forum-copy"),
    "institutions-opinion-2021": ("institutions-opinion-2021",),
    "work-points-2024": ("work-points-2024",),
    "jiangxi-opinions-2022": ("jiangxi-opinions-2022",),
}
LONGEST_RUN = 14
"""Characters in a row a task may share with the text it comes from: names of things are that long, sentences longer."""


def test_every_point_of_the_four_policies_has_tasks_or_a_reason():
    assert {one.policy: max(point.point for point in one.points) for one in shipped_policies()} == POINTS
    for policy in shipped_policies():
        for point in policy.points:
            assert bool(point.tasks) != bool(point.idle), (policy.policy, point.point)


def test_the_register_holds_them_all_with_their_points(registers):
    assert {p.slug: p.points.filter(sub=0).count() for p in Policy.objects.all()} == POINTS
    assert Task.objects.count() == sum(len(point.tasks) for one in shipped_policies() for point in one.points)
    assert not Point.objects.filter(tasks=None, idle="").exists()
    assert {policy.keeper.name for policy in Policy.objects.all()} == {"国家市场监督管理总局", "江西省市场监督管理局"}


def test_each_task_says_where_it_comes_from_and_what_counts_as_done(registers):
    for task in Task.objects.all():
        assert task.source
        assert task.target_text
        assert task.confidence in "ABC"


def test_a_deadline_that_is_our_reading_of_a_year_says_so(registers):
    dated = Task.objects.exclude(deadline=None)
    assert dated.exists()
    assert not dated.filter(presumed=False).exists(), "none of the four policies states a day"


def test_every_shipped_entry_of_progress_rests_on_public_records(registers):
    assert Progress.objects.exists()
    for entry in Progress.objects.all():
        assert entry.evidence.exists()
        assert entry.source


def plain(text: str) -> str:
    return re.sub(r"《[^》]*》|[^\u3400-\u9fff]", " ", text)


@pytest.mark.parametrize("policy", shipped_policies(), ids=lambda one: one.policy)
def test_tasks_are_told_in_our_own_words(policy, shared_data):
    for copy in COPIES[policy.policy]:
        text = parse((shared_data / "policies" / f"{copy}.json").read_bytes(), copy)
        whole = "".join(plain(p) for article in text.articles for p in article.paragraphs)
        for point in policy.points:
            for words in (point.topic, *(w for t in point.tasks for w in (t.title, t.target.text))):
                for run in plain(words).split():
                    pieces = {run[i : i + LONGEST_RUN] for i in range(len(run) - LONGEST_RUN + 1)}
                    assert not [piece for piece in pieces if piece in whole], (policy.policy, point.point, words)


def test_loading_again_changes_nothing(registers):
    said = StringIO()
    call_command("load-registers", stdout=said)
    assert "政策任务：变更 0 条" in said.getvalue()


def test_what_a_person_corrected_stays(registers, moment):
    task = Task.objects.get(key="tc-opinion-2022-p4-1")
    Task.objects.filter(pk=task.pk).update(title="经台账管理单位更正", corrected_at=moment)
    call_command("load-registers", stdout=StringIO())
    task.refresh_from_db()
    assert task.title == "经台账管理单位更正"


def test_what_differs_is_mended(registers):
    Task.objects.filter(key="tc-opinion-2022-p4-1").update(title="被别的程序改过")
    said = StringIO()
    call_command("load-registers", stdout=said)
    assert "政策任务：变更 1 条" in said.getvalue()
    assert Task.objects.get(key="tc-opinion-2022-p4-1").title != "被别的程序改过"


@pytest.mark.parametrize(
    ("damage", "line", "said"),
    [
        ("name: 计量技术委员会建设意见", "name: 计量技术委员会建设意见\ncolour: blue", "colour"),
        ("recurrence: ongoing", "recurrence: sometimes", "recurrence"),
        ("target: {kind: mechanism, text: 国家、部门", "target: {kind: wish, text: 国家、部门", "kind"),
        ("  - {point: 2, topic: 四条原则, idle: 基本原则，由以下各条落实}\n", "", "points"),
        ("day: 2025-12-31", "day: 2025-12", "day"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(tmp_path, monkeypatch, damage, line, said):
    monkeypatch.setattr(register_file, "DATA", tmp_path)
    (tmp_path / "tasks").mkdir()
    good = (register_file.Path(register_file.__file__).parent / "data" / "tasks" / "tc-opinion-2022.yaml").read_text()
    assert damage in good
    (tmp_path / "tasks" / "tc-opinion-2022.yaml").write_text(good.replace(damage, line, 1))
    with pytest.raises(BadInput) as refused:
        shipped_policies()
    assert re.match(r"tc-opinion-2022\.yaml:\d+", refused.value.faults[0].where)
    assert said in str(refused.value)


def test_a_task_of_a_body_nobody_knows_stops_the_start(registers, tmp_path, monkeypatch):
    monkeypatch.setattr(register_file, "DATA", tmp_path)
    folder = register_file.Path(register_file.__file__).parent / "data"
    (tmp_path / "tasks").mkdir()
    (tmp_path / "bodies.yaml").write_text((folder / "bodies.yaml").read_text())
    good = (folder / "tasks" / "tc-opinion-2022.yaml").read_text()
    (tmp_path / "tasks" / "x.yaml").write_text(good.replace("lead: [regional-centres", "lead: [nobody-at-all", 1))
    with pytest.raises(CommandError, match="nobody-at-all"):
        call_command("load-registers", stdout=StringIO())


def test_the_bodies_of_jiangxi_are_organisations_of_the_register(registers):
    single = Body.objects.filter(region="360000", group=False)
    assert single.count() >= 21
    assert not single.filter(organisation=None).exists()
    assert Body.objects.get(key="jx-dst").organisation.name == "江西省科学技术厅"
