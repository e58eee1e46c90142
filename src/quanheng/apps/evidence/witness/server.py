"""The witness over HTTP (C2SP tlog-witness): ``POST /add-checkpoint``, ``GET /<hash of origin>/checkpoint``."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from quanheng.core.trust.witness import Answer, Witness

LONGEST_BODY = 1_000_000
PATIENCE = 10
"""Seconds a client may take to send its request."""


def serve(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """A server for ``witness``; the caller runs ``serve_forever``."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "quanheng-witness"
        timeout = PATIENCE

        def do_POST(self) -> None:
            """Ask for a cosignature."""
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint" or not length.isdigit():
                self._answer(Answer(404 if length.isdigit() else 411, b""))
            elif int(length) > LONGEST_BODY:
                self._answer(Answer(413, b""))
            else:
                self._answer(witness.add_checkpoint(self.rfile.read(int(length)), int(time.time())))

        def do_GET(self) -> None:
            """Ask for what was cosigned last."""
            digest, _, name = self.path.strip("/").partition("/")
            self._answer(witness.checkpoint(digest) if name == "checkpoint" else Answer(404, b""))

        def _answer(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.status in {404, 411, 413} and self.command == "POST":
                self.send_header("Connection", "close")  # its body was not read
                self.close_connection = True
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the server's own name
            """No access log."""

    return ThreadingHTTPServer((host, port), Handler)
