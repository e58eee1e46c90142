"""Keys in files and in devices."""

import stat
import subprocess

import pytest

from quanheng.core.trust.checkpoints import Checkpoint
from quanheng.core.trust.errors import Malformed, NotProven, TrustError, Unavailable
from quanheng.core.trust.signers import ed25519, hsm, key_files, mldsa
from quanheng.core.trust.signers.backend import SignerBackend

ALGORITHMS = pytest.mark.parametrize("algorithm", ["ed25519", "sm2-sm3", "ml-dsa-44"])
SEALED = pytest.mark.parametrize("passphrase", [None, b"a long one out of a store"])


@ALGORITHMS
@SEALED
def test_a_key_comes_back_from_its_file(tmp_path, algorithm, passphrase):
    key = key_files.generate(algorithm)
    key_files.write_key(tmp_path / "key", key, passphrase)
    again = key_files.read_key(tmp_path / "key", passphrase)
    assert (again.algorithm, again.public) == (key.algorithm, key.public) == (algorithm, key.public)
    assert isinstance(again, SignerBackend)
    hsm.try_out(again)


@ALGORITHMS
def test_a_key_file_is_its_owners_alone_and_never_written_over(tmp_path, algorithm):
    path = tmp_path / "key"
    key_files.write_key(path, key_files.generate(algorithm))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(Unavailable, match="exists"):
        key_files.write_key(path, key_files.generate(algorithm))
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_may_read_is_refused(tmp_path, mode):
    path = tmp_path / "key"
    key_files.write_key(path, key_files.generate("ed25519"))
    path.chmod(mode)
    with pytest.raises(Unavailable, match="chmod 600"):
        key_files.read_key(path)


@ALGORITHMS
def test_an_encrypted_key_says_nothing_without_its_passphrase(tmp_path, algorithm):
    path = tmp_path / "key"
    key_files.write_key(path, key_files.generate(algorithm), b"right")
    for wrong in (None, b"wrong"):
        with pytest.raises(TrustError):
            key_files.read_key(path, wrong)
    with pytest.raises(Malformed, match="empty"):
        key_files.write_key(tmp_path / "other", key_files.generate(algorithm), b"")
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("passphrase", [None, b"secret"])
def test_openssl_reads_an_sm2_key_as_it_lies(tmp_path, passphrase):
    key = key_files.generate("sm2-sm3")
    key_files.write_key(tmp_path / "key", key, passphrase)
    command = ["openssl", "pkey", "-in", tmp_path / "key", "-pubout", "-outform", "DER", "-passin", "pass:secret"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.endswith(key.public)


@pytest.mark.parametrize("algorithm", ["EC:prime256v1", "SM2"])
def test_keys_made_by_openssl_are_read_or_refused(tmp_path, algorithm):
    path = tmp_path / "key"
    name, _, curve = algorithm.partition(":")
    extra = ["-pkeyopt", f"ec_paramgen_curve:{curve}"] if curve else []
    made = subprocess.run(["openssl", "genpkey", "-algorithm", name, *extra], capture_output=True, check=True).stdout
    path.write_bytes(made)
    path.chmod(0o600)
    if algorithm == "SM2":
        hsm.try_out(key_files.read_key(path))
    else:
        with pytest.raises(Malformed, match="signs nothing here"):
            key_files.read_key(path)


@pytest.mark.parametrize("passphrase", [None, b"x"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
        b"\xff" * 100,
    ],
)
def test_bytes_that_are_no_key_are_refused(tmp_path, data, passphrase):
    path = tmp_path / "key"
    path.write_bytes(data)
    path.chmod(0o600)
    with pytest.raises(Malformed):
        key_files.read_key(path, passphrase)


def test_no_key_is_made_for_an_unknown_algorithm():
    with pytest.raises(Malformed):
        key_files.generate("rsa")


@pytest.mark.parametrize("signer", [ed25519.Ed25519Signer, mldsa.MLDSA44Signer])
def test_a_seed_has_thirty_two_bytes(signer):
    assert signer.from_seed(bytes(32)).public == signer.from_seed(bytes(32)).public
    with pytest.raises(Malformed):
        signer.from_seed(bytes(31))


class Device:
    """A driver as somebody would write it for a device."""

    algorithm = "ed25519"

    def __init__(self, slot="0", shows="itself"):
        self._key = ed25519.Ed25519Signer.from_seed(bytes([int(slot)]) * 32)
        self.public = self._key.public if shows == "itself" else bytes(32)

    def sign(self, message):
        return self._key.sign(message)


class Unknown(Device):
    algorithm = "rsa"


def test_a_device_is_loaded_by_the_name_of_its_driver():
    backend = hsm.load_backend(f"{__name__}:Device", {"slot": "3"})
    assert backend.public == Device("3").public


@pytest.mark.parametrize(
    ("place", "options", "error"),
    [
        ("no_colon", {}, Malformed),
        ("no.such.module:Class", {}, Unavailable),
        (f"{__name__}:NoSuchClass", {}, Unavailable),
        (f"{__name__}:Device", {"pin": "1"}, Unavailable),
        ("builtins:dict", {}, Unavailable),
        (f"{__name__}:Unknown", {}, Unavailable),
        (f"{__name__}:Device", {"shows": "another"}, NotProven),
    ],
)
def test_a_device_that_does_not_do_is_refused_at_the_start(place, options, error):
    with pytest.raises(error):
        hsm.load_backend(place, options)


def test_the_trial_of_a_key_cannot_be_taken_for_a_checkpoint():
    with pytest.raises(Malformed):
        Checkpoint.parse(hsm.TRIAL)
