"""A timestamp authority: ``openssl ts`` behind real HTTP, honest or not."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

CONFIG = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[tsa_config]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256, sm3
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


class Authority:
    """A root, a certificate for stamping, and what answers requests. ``answer`` may be put in place of the honest one:
    it gets the request and gives status, content type and body.
    """

    def __init__(self, folder: Path, name: str = "Test TSA", *, expired: bool = False) -> None:
        self.folder, self.name, self.asked = folder, name, 0
        self.answer: Callable[[bytes], tuple[int, str, bytes]] = self.honest
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "authority.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01")
        self._run("req", "-x509", *CURVE, "-keyout", "ca.key", "-out", "ca.pem", "-subj", f"/CN={name} root", "-days",
                  "30", "-config", "authority.cnf", "-extensions", "ca")  # fmt: skip
        self._run("req", *CURVE, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/O=Test/CN={name}", "-config",
                  "authority.cnf")  # fmt: skip
        self._signed(expired=expired)

    @property
    def root(self) -> Path:
        return self.folder / "ca.pem"

    def _signed(self, *, expired: bool) -> None:
        """The certificate for stamping, good for the last and the next days or for January 2020."""
        root = x509.load_pem_x509_certificate(self.root.read_bytes())
        key = serialization.load_pem_private_key((self.folder / "ca.key").read_bytes(), None)
        request = x509.load_pem_x509_csr((self.folder / "tsa.csr").read_bytes())
        usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
        start = datetime(2020, 1, 1, tzinfo=UTC) if expired else datetime.now(UTC) - timedelta(days=1)
        made = (
            x509.CertificateBuilder(root.subject, request.subject, request.public_key(), 7)
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=30))
            .add_extension(usage, critical=True)
            .sign(key, hashes.SHA256())  # type: ignore[arg-type]
        )
        (self.folder / "tsa.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def honest(self, request: bytes) -> tuple[int, str, bytes]:
        """The answer of ``openssl ts``."""
        (self.folder / "request.tsq").write_bytes(request)
        self._run("ts", "-reply", "-config", "authority.cnf", "-section", "tsa_config", "-queryfile", "request.tsq",
                  "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "answer.tsr")  # fmt: skip
        return 200, "application/timestamp-reply", (self.folder / "answer.tsr").read_bytes()

    def stamped(self, *options: str) -> bytes:
        """An honest answer to a question of ``openssl ts -query``: another imprint, another nonce."""
        (self.folder / "other").write_bytes(b"something else")
        self._run("ts", "-query", "-data", "other", "-cert", "-out", "other.tsq", *options)
        return self.honest((self.folder / "other.tsq").read_bytes())[2]

    def verifies(self, answer: Path, digest: str, *options: str) -> bool:
        """Whether OpenSSL takes an answer for a digest."""
        command = ["openssl", "ts", "-verify", "-in", answer, "-digest", digest, *options, "-CAfile", self.root]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The address at which it is asked."""
        authority = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                authority.asked += 1
                request = self.rfile.read(int(self.headers["Content-Length"]))
                status, kind, body = authority.answer(request)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(OSError):  # one that was too slow is no longer listened to
                    self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                """Nothing on the screen."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/tsa?x=1"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def openssl() -> str | None:
    """The program, where there is one."""
    return shutil.which("openssl")
