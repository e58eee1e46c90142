"""A small OpenID Connect provider: real HTTP, real signatures, and a switch for each thing it may do wrong."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "quanheng:province", "half a secret"
BASIC = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class IdentityProvider:
    """Who signs in there next is ``subject``; ``claims`` replace or (``None``) remove what its tokens say."""

    def __init__(self) -> None:
        self.issuer = ""
        self.subject = "u-7781"
        self.claims: dict[str, Any] = {}
        self.configuration: dict[str, Any] = {}
        self.key, self.name, self.signs_with = new_key(), "k1", None
        self.algorithm, self.header = "RS256", {}
        self.asked: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}

    def sign_in(self, address: str) -> str:
        """Go to ``address`` as a browser does and sign in there: the address it is sent back to."""
        parts = urlsplit(address)
        connection = HTTPConnection(parts.netloc, timeout=10)
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        connection.close()
        assert answer.status == 302, answer.status
        there = urlsplit(answer.headers["Location"])
        return f"{there.path}?{there.query}"

    def authorise(self, query: dict[str, str]) -> str:
        assert query["client_id"] == CLIENT
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        self.asked.append(query)
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state'], 'iss': self.issuer})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        query = self.codes.pop(form.get("code", ""), None)
        if query is None or authorization != BASIC or form["redirect_uri"] != query["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != query["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": self.id_token(query["nonce"])}

    def id_token(self, nonce: str) -> str:
        moment = int(time.time())
        told = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": moment,
            "exp": moment + 300,
            "nonce": nonce,
            "preferred_username": "system",
            "email": "system@example.org",
        }
        claims = {name: value for name, value in {**told, **self.claims}.items() if value is not None}
        key = None if self.algorithm == "none" else self.signs_with or self.key
        return jwt.encode(claims, key, self.algorithm, {"kid": self.name, **self.header})

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": self.name, "use": "sig", "alg": "RS256"}]}

    def described(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorise", "token_endpoint": "token", "jwks_uri": "keys"}
        named = {name: f"{self.issuer}/{place}" for name, place in places.items()}
        return {"issuer": self.issuer, **named, **self.configuration}


@contextmanager
def running() -> Iterator[IdentityProvider]:
    """A provider that answers on this machine."""
    provider = IdentityProvider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorise":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorise(query))
                self.end_headers()
                return
            answers = {"/.well-known/openid-configuration": provider.described, "/keys": provider.keys}
            self._json(200, answers[parts.path]())

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            self._json(*provider.token(form, self.headers.get("Authorization", "")))

        def _json(self, status: int, value: Any) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
