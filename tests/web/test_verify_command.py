"""``quanheng verify FILE.tlog-proof [DATA] --policy FILE``: on a stranger's machine, with nothing but these files."""

import os
import subprocess
import sys

import pytest

from quanheng.core.trust.digests import Digest
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened, Statement
from quanheng.web import offline
from tests.core.trust.keys import OTHER_LOG_KEY
from tests.core.trust.proof_files import ENTRIES, FILE, POLICY, PROOF, proof_in, proof_of

CONTENT = "一份公告".encode()
STATEMENT = Statement("law.publication", "law/1", Digest.of(CONTENT), "2026-11-22T02:00:00Z")
SALT = bytes(range(32))


@pytest.fixture
def said(tmp_path, capsys):
    """Run it on these bytes: the exit code, and what it said."""

    def run(proof: bytes, data: bytes | None = None, entry: bytes | None = None, policy: bytes = POLICY.to_bytes()):
        paths = {"proof": proof, "policy": policy, "data": data, "entry": entry}
        given = {name: tmp_path / name for name, content in paths.items() if content is not None}
        for name, path in given.items():
            path.write_bytes(paths[name])
        arguments = [given["proof"], *([given["data"]] if "data" in given else []), "--policy", given["policy"]]
        arguments += ["--entry", given["entry"]] if "entry" in given else []
        code = offline.main(list(map(str, arguments)))
        out = capsys.readouterr()
        return code, out.out + out.err

    return run


def sealed(salt: bytes = b"", *, opened: bool = True) -> bytes:
    entry = STATEMENT.entry(salt)
    extra = Opened(entry, STATEMENT.id, salt) if salt and opened else Opened(entry)
    return proof_in([*ENTRIES[:9], entry], 9, extra.extra()).to_bytes()


@pytest.mark.parametrize("salt", [b"", SALT], ids=["open", "salted"])
def test_it_says_what_is_proved_of_which_content_and_who_witnessed_it(said, salt):
    code, words = said(sealed(salt), CONTENT)
    assert code == 0
    for told in ("log.example/metrology", "第 9 条", "law.publication", "law/1", "a、b", "成立：文件就是存证时的内容"):
        assert told in words


def test_without_the_content_it_says_that_none_was_compared(said):
    code, words = said(sealed())
    assert (code, "没有核对文件内容" in words) == (0, True)


def test_an_entry_that_the_proof_does_not_carry_is_given_beside_it(said):
    assert said(FILE, entry=ENTRIES[7])[0] == 0
    code, words = said(FILE)
    assert (code, "--entry" in words) == (2, True)


@pytest.mark.parametrize(
    ("proof", "data", "step"),
    [
        (sealed(), CONTENT + b"!", "文件内容\t不成立"),
        (sealed(SALT), b"x", "文件内容\t不成立"),
        (sealed()[:-9], CONTENT, "格式\t不成立"),
        (b"", CONTENT, "格式\t不成立"),
        (sealed().replace(b"index 9", b"index 8"), CONTENT, "在日志中的位置\t不成立"),
        (proof_of(7, log=OTHER_LOG_KEY).to_bytes(), None, "日志签名\t不是策略中的日志"),
        (proof_of(7, cosigned=1).to_bytes(), None, "见证联署\t不足法定数"),
    ],
)
def test_what_does_not_hold_is_named_with_code_1(said, proof, data, step):
    code, words = said(proof, data, None if data else ENTRIES[7])
    assert (code, step in words) == (1, True), words


def test_a_salted_entry_without_its_salt_cannot_be_compared(said):
    code, words = said(sealed(SALT, opened=False), CONTENT)
    assert (code, "缺少盐" in words) == (2, True)


def test_what_cannot_be_read_is_code_2(said, tmp_path):
    assert said(FILE, policy=b"nonsense\n")[0] == 2
    assert offline.main([str(tmp_path / "nothing"), "--policy", str(tmp_path / "policy")]) == 2


def test_it_needs_no_settings_no_database_no_home_and_no_django(tmp_path):
    (tmp_path / "policy").write_bytes(POLICY.to_bytes())
    (tmp_path / "proof").write_bytes(sealed())
    (tmp_path / "data").write_bytes(CONTENT)
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: sys.stdout.write(f\"django={'django' in sys.modules}\"))\n"
        "sys.addaudithook(lambda name, _: name.startswith('socket.connect') and sys.exit('network'))\n"
        "from quanheng.__main__ import main\n"
        "main()\n"
    )
    nonsense = {
        "DJANGO_SETTINGS_MODULE": "no.such.settings",
        "DATABASE_URL": "nonsense",
        "QUANHENG_HOME": "/dev/null/x",
    }
    done = subprocess.run(
        [sys.executable, "-c", script, "verify", "proof", "data", "--policy", "policy"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], **nonsense},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "成立：文件就是存证时的内容" in done.stdout
    assert done.stdout.endswith("django=False")


def test_a_proof_is_not_believed_because_of_what_it_says_itself(said):
    """The extra line is authenticated by nothing: another entry in it leads to another leaf."""
    other = Statement("law.publication", "law/2", Digest.of(b"other"), "2026-11-22T02:00:00Z").entry()
    forged = Proof(PROOF.index, PROOF.hashes, PROOF.checkpoint, Opened(other).extra())
    assert said(forged.to_bytes(), b"other")[0] == 1
