"""验证: what the page says to a citizen about a file, a proof, a digest or a number."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.answers import answers
from quanheng.apps.evidence.log import runner
from quanheng.apps.evidence.log.issuing import prove_index, prove_seal
from quanheng.apps.evidence.models import LogState, Seal
from quanheng.apps.evidence.seal_kinds import SealKind
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.judging import Step
from quanheng.core.trust.notes import Note
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.models import StoredFile
from quanheng.kernel.subjects import Subject
from tests.apps.evidence.logs import grow, numbered
from tests.core.trust import proof_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_home")]
CONTENT = "公告：某规范自即日起施行。".encode()


@pytest.fixture(autouse=True)
def plain(monkeypatch, settings, tmp_path):
    """A kind to seal, no hashed names of static files, an empty file store."""
    kind = SealKind("test.thing", "公告存证")
    monkeypatch.setattr("quanheng.apps.evidence.seal_kinds._kinds", {"test.thing": kind})
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    settings.FILES = tmp_path / "files"


@pytest.fixture
def sealed(moment):
    """Seal content and have the log sign it, unless told to leave it waiting."""

    def act(content: bytes = CONTENT, key: str = "GG-1", *, signed: bool = True, **more) -> Seal:
        with transaction.atomic():
            made = seal(
                kind="test.thing", subject=Subject("notice", key), digest=Digest.of(content), now=moment, **more
            )
        if signed:
            runner.catch_up(now=moment)
        return made

    return act


def proof(of: Seal | int) -> bytes:
    return (prove_index(of) if isinstance(of, int) else prove_seal(of)).proof.to_bytes()


@pytest.fixture
def said(client):
    """What the page says: the key of its verdict, and its words."""

    def ask(*files: bytes, **query: str) -> tuple[str, str]:
        if files:
            named = [SimpleUploadedFile(f"file{n}.txt", data) for n, data in enumerate(files)]
            answer = client.post("/verify/", {"file": named})
        else:
            answer = client.get("/verify/", query)
        assert answer.status_code == 200
        return answer.context["found"].verdict, answer.content.decode()

    return ask


class TestFile:
    def test_an_original_is_said_to_be_sealed_and_since_when(self, sealed, said):
        sealed()
        verdict, words = said(CONTENT)
        assert verdict == "file-sealed"
        assert "这份文件与存证时一字不差" in words
        assert "2026-11-22 10:00" in words

    def test_one_changed_byte_is_not_in_the_log_and_the_page_says_why_that_may_be(self, sealed, said):
        sealed()
        verdict, words = said(CONTENT + b" ")
        assert verdict == "file-unknown"
        assert "改动一个字节就对不上" in words

    def test_what_was_sealed_a_moment_ago_is_said_to_wait(self, sealed, said):
        sealed(signed=False)
        assert said(CONTENT)[0] == "file-waiting"

    def test_a_revoked_one_is_not_said_to_be_valid_and_the_revocation_is_named(self, sealed, said):
        first = sealed()
        sealed(b"revoked", revokes=first)
        verdict, words = said(CONTENT)
        assert verdict == "file-revoked"
        assert "后来撤销：" in words
        assert 'href="/verify/?q=1"' in words

    def test_a_chain_of_replacements_leads_to_what_is_valid_today(self, sealed, said):
        first = sealed()
        second = sealed(b"second", replaces=first)
        sealed(b"third", replaces=second)
        verdict, words = said(CONTENT)
        assert verdict == "file-replaced"
        assert "现在有效的是：" in words
        assert said(b"second")[0] == "file-replaced"
        assert said(b"third")[0] == "file-sealed"

    def test_a_replacement_that_was_revoked_itself_is_not_called_valid(self, sealed, said):
        first = sealed()
        second = sealed(b"second", replaces=first)
        sealed(b"nothing", revokes=second)
        verdict, words = said(CONTENT)
        assert verdict == "file-replaced"
        assert "现在有效的是：" not in words

    def test_a_later_seal_of_the_same_record_is_mentioned(self, sealed, said):
        sealed()
        sealed(b"the next year")
        assert "同一记录后来又有新的存证" in said(CONTENT)[1]
        assert "同一记录后来又有新的存证" not in said(b"the next year")[1]

    def test_a_private_one_is_not_found_by_its_content(self, sealed, said):
        sealed(private=True)
        assert said(CONTENT)[0] == "file-unknown"

    def test_nothing_that_is_handed_in_is_kept(self, sealed, said, settings):
        sealed()
        before = {table: count(table) for table in connection.introspection.table_names()}
        for files in ((CONTENT,), (proof(0),), (proof(0), CONTENT), (b"x" * 3_000_000,)):
            said(*files)
        assert {table: count(table) for table in before} == before
        assert not StoredFile.objects.exists()
        assert not settings.FILES.exists()


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


class TestProof:
    def test_a_proof_and_its_file_hold_step_by_step(self, sealed, said):
        verdict, words = said(proof(sealed()), CONTENT)
        assert verdict == "proof-holds"
        for step in (
            "文件是一份完整的离线证明",
            "条目在日志的树里",
            "检查点是本平台日志签署的",
            "文件与存证时一字不差",
        ):
            assert step in words

    def test_a_proof_alone_holds_and_the_page_says_that_no_content_was_compared(self, sealed, said):
        verdict, words = said(proof(sealed()))
        assert verdict == "proof-holds"
        assert "没有核对文件内容" in words

    def test_a_proof_with_another_file_does_not_hold(self, sealed, said):
        verdict, words = said(proof(sealed()), b"other")
        assert verdict == "proof-fails"
        assert "文件与存证时的内容不同" in words

    @pytest.mark.parametrize("relation", ["revokes", "replaces"])
    @pytest.mark.parametrize("private", [False, True])
    def test_a_proof_holds_for_ever_and_what_came_later_is_said_with_it(self, sealed, said, relation, private):
        first = sealed(private=private)
        data = proof(first)
        sealed(b"later", key="GG-2", private=private, **{relation: first})
        verdict, words = said(data)
        assert verdict == {"revokes": "proof-revoked", "replaces": "proof-replaced"}[relation]
        assert ("GG-2" in words) is not private

    def test_whoever_holds_the_salt_opens_a_private_one(self, sealed, said):
        data = proof(sealed(private=True))
        verdict, words = said(data, CONTENT)
        assert (verdict, "notice/GG-1" in words) == ("proof-holds", True)
        given = Proof.parse(data)
        closed = Proof(given.index, given.hashes, given.checkpoint, Opened(Opened.parse(given.extra).entry).extra())
        verdict, words = said(closed.to_bytes(), CONTENT)
        assert (verdict, "GG-1" in words) == ("proof-open", False)
        assert "条目是加盐的" in words

    def test_a_changed_proof_does_not_hold(self, sealed, said):
        data = proof(sealed()).replace(b"index 0", b"index 1")
        assert said(data)[0] == "proof-fails"
        assert said(data[:-30])[0] == "proof-fails"

    def test_the_proof_of_another_log_is_not_judged(self, sealed, said):
        sealed()
        verdict, words = said(proof_files.FILE, proof_files.ENTRIES[7])
        assert (verdict, "检查点不是本平台日志签署的" in words) == ("proof-other-log", True)

    def test_before_there_is_a_log_every_proof_is_another_s(self, said):
        assert said(proof_files.FILE, proof_files.ENTRIES[7])[0] == "proof-other-log"

    def test_a_proof_that_carries_no_entry_asks_for_it(self, said, moment):
        grow(moment, *numbered(3))
        data = proof(1)
        assert said(data)[0] == "proof-open"
        assert said(data, b"entry 1")[0] == "proof-holds"
        assert said(data, b"entry 2")[0] == "proof-fails"

    def test_a_proof_newer_than_the_log_here_is_not_said_to_be_unrevoked(self, sealed, said):
        data = proof(sealed())
        LogState.objects.update(size=0, edge=b"")
        assert said(data, CONTENT)[0] == "proof-no-state"

    def test_a_proof_without_its_quorum_is_open_and_says_so(self, sealed, said, settings, tmp_path):
        data = proof(sealed())
        settings.LOG_POLICY = tmp_path / "policy"
        witness = proof_files.WITNESSES[0]
        settings.LOG_POLICY.write_text(f"witness institute {witness.verifier}\nquorum institute\n")
        verdict, words = said(data)
        assert (verdict, "没有达到要求的数量" in words) == ("proof-open", True)
        given = Proof.parse(data)
        note = Note.parse(given.checkpoint)
        cosigned = note.with_lines([witness.sign(note.text, 1_790_000_000)]).to_bytes()
        verdict, words = said(Proof(given.index, given.hashes, cosigned, given.extra).to_bytes())
        assert (verdict, "独立见证方联署 1 家（共 1 家）" in words) == ("proof-holds", True)


class TestQuestion:
    def test_a_digest_a_record_an_entry_and_its_hash_lead_to_the_same(self, sealed, said):
        made = sealed()
        for question in (made.sha256, made.sm3.upper(), "gg-1", "0", bytes(made.leaf).hex()):
            verdict, words = said(q=question)
            assert verdict.endswith("-sealed"), question
            assert made.sha256 in words

    @pytest.mark.parametrize("question", ["nothing", "7", "0" * 64, "9" * 18, "9" * 30, "%", "'; --", "<b>"])
    def test_what_is_not_there_is_said_not_to_be_there(self, sealed, said, question):
        sealed()
        verdict, words = said(q=question)
        assert verdict.endswith("-unknown")
        assert "<b>" not in words.replace("&lt;b&gt;", "")

    def test_a_private_entry_shows_its_number_its_kind_and_its_end_and_nothing_else(self, sealed, said):
        first = sealed(private=True)
        sealed(b"later", key="GG-2", private=True, revokes=first)
        verdict, words = said(q="0")
        assert verdict == "name-revoked"
        assert "内容不公开" in words
        assert not [secret for secret in ("GG-1", "GG-2", Digest.of(CONTENT).sha256.hex()) if secret in words]
        assert said(q="GG-1")[0] == "name-unknown"

    def test_an_entry_that_no_seal_leads_to_is_shown_as_it_stands(self, said, moment, told):
        grow(moment)
        verdict, words = said(q="0")
        assert (verdict, "包含" in words) == ("name-sealed", True)

    def test_too_long_a_question_is_refused(self, client):
        assert client.get("/verify/", {"q": "x" * 201}).status_code == 400


@pytest.mark.parametrize("files", [[], [b"a", b"b"], [proof_files.FILE, proof_files.FILE], [b"a", b"b", b"c"]])
def test_files_that_cannot_be_compared_are_refused_with_the_remedy(client, files):
    named = [SimpleUploadedFile(f"file{n}", data) for n, data in enumerate(files)]
    answer = client.post("/verify/", {"file": named})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_while_signing_is_stopped_the_page_says_so_without_telling_where_things_lie(client, moment):
    grow(moment, *numbered(1))
    LogState.objects.update(halted="找不到最后签署记录 /srv/secret/last-signed")
    assert "日志暂停签署" in client.get("/verify/").content.decode()
    for page in ("/verify/", "/log/"):
        assert "/srv/secret" not in client.get(page).content.decode()


def test_the_key_and_the_policy_are_published_and_linked_from_both_pages(client, moment):
    grow(moment, *numbered(1))
    for page in ("/verify/", "/log/"):
        text = client.get(page).content.decode()
        assert 'href="/log/key"' in text
        assert 'href="/log/policy"' in text


def test_the_script_has_words_for_every_step_that_can_come_out(client):
    from quanheng.apps.evidence import verify_words

    page = client.get("/verify/").content.decode()
    for name, outcome in verify_words.STEPS:
        assert f'data-step="{name}" data-outcome="{outcome}"' in page
        assert verify_words.line(Step(name, outcome, count=1, of=2)).text
    for verdict in ("holds", "fails", "other-log", "open", "revoked", "replaced", "no-state"):
        assert f'data-verdict="proof-{verdict}"' in page


def test_any_number_of_answers_takes_the_same_number_of_queries(sealed):
    seals = [sealed(b"%d" % n, f"GG-{n}", signed=False) for n in range(20)]
    sealed(b"end", "GG-99", revokes=seals[0])

    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as made:
            answers(seals[:count], ANONYMOUS)
        return len(made)

    assert queries(2) == queries(20)


def test_the_list_of_entries_is_searched_by_number_record_and_digest(client, sealed):
    made = sealed()
    sealed(b"other", "ZZ-9")
    for question in ("0", "gg", made.sha256, made.sm3, bytes(made.leaf).hex()):
        found = json.loads(client.get("/log/", {"q": question, "export": "json"}).getvalue())
        assert [row["index"] for row in found["records"]] == [0], question
