"""``quanheng draw``: a draw from files alone."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from quanheng.apps.evidence.draws import queries
from quanheng.apps.evidence.draws.audit import bundle_of
from quanheng.core.trust.draw.packing import pack
from quanheng.kernel.actor import ANONYMOUS


def draw(*words):
    """What the command printed."""
    out = io.StringIO()
    call_command("draw", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def bundled(one_story, log_home, tmp_path):
    """A story that was run and numbered by the log, its bundle packed and unpacked."""
    one_story.until("run")
    call_command("log", "sequencer", "--once", stdout=io.StringIO())
    page = queries.draw_page(ANONYMOUS, one_story.draw_id, one_story.now)
    files = bundle_of(page, site="https://example.org")
    (tmp_path / "bundle.zip").write_bytes(pack(files))
    folder = tmp_path / "bundle"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_verify_recomputes_a_bundle_and_its_proofs_with_no_database(bundled, form, django_assert_num_queries):
    path = bundled if form == "folder" else bundled.with_suffix(".zip")
    with django_assert_num_queries(0):
        told = draw("verify", path)
    assert "不符" not in told
    assert "相符：结果由方案、名录、揭示值和公共号码算出" in told
    proved = [line for line in told.splitlines() if line.startswith("存证证明\t相符")]
    assert len(proved) == 2 + 1 + 3 + 3 + 1 + 1, told


def test_verify_finds_a_changed_byte_and_says_where(bundled):
    path = bundled / "numbers.json"
    path.write_bytes(path.read_bytes().replace(b"2026135", b"2026136"))
    with pytest.raises(CommandError):
        draw("verify", bundled)


def test_verify_takes_a_policy_from_elsewhere(bundled, tmp_path):
    other = tmp_path / "policy.txt"
    other.write_text("quorum none\n")
    with pytest.raises(CommandError, match="不符"):
        draw("verify", bundled, "--policy", other)
    assert "--policy" not in draw("verify", bundled, "--policy", bundled / "policy.txt")


def test_what_is_no_bundle_is_a_message_and_a_code(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"no zip")
    with pytest.raises(CommandError) as fault:
        draw("verify", path)
    assert fault.value.returncode == 2


def test_run_makes_the_same_result_from_the_same_files(bundled):
    before = (bundled / "result.json").read_bytes()
    (bundled / "result.json").unlink()
    assert json.loads(before)["seed"] in draw("run", bundled)
    assert (bundled / "result.json").read_bytes() == before


def test_plan_checks_and_writes_the_canonical_form(bundled, tmp_path):
    loose = tmp_path / "loose.json"
    loose.write_text(json.dumps(json.loads((bundled / "plan.json").read_bytes()), indent=2))
    told = draw("plan", loose, "--out", tmp_path / "plan.json")
    assert "A：30 取 2，备选 2" in told
    assert (tmp_path / "plan.json").read_bytes() == (bundled / "plan.json").read_bytes()


def test_commit_keeps_the_secret_in_a_file_of_ones_own_and_reveal_reads_it(tmp_path):
    path = tmp_path / "secret.txt"
    told = draw("commit", "--draw-id", "X-1", "--party", "a", "--algorithm", "MDRAW-1-SM3", "--out", path)
    fields = dict(line.split(" ", 1) for line in path.read_text().splitlines()[1:])
    assert fields["commitment"] in told
    assert fields["secret"] not in told
    assert path.stat().st_mode & 0o077 == 0
    assert fields["secret"] in draw("reveal", path)
    with pytest.raises(CommandError):
        draw("commit", "--draw-id", "X-1", "--party", "a", "--out", path)
    path.write_text(path.read_text().replace(fields["secret"], "0" * 64))
    with pytest.raises(CommandError, match="不符"):
        draw("reveal", path)
