"""HTTPS on loopback, and the routing of paths."""

from __future__ import annotations

import argparse
import json
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import login
from api import Api, Reply
from authority import Made
from tokens import Tokens

# Requests are small, except chunks of files, which may have ten megabytes.
BIGGEST_BODY = 16 * 1024 * 1024


class Standin(ThreadingHTTPServer):
    """The server; `base` is its address."""

    daemon_threads = True

    def __init__(self, options: argparse.Namespace, made: Made) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(made.certificate, made.key)
        # Each connection does its handshake in its own thread, so that a silent client blocks no other.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.base = f"https://localhost:{self.server_port}"
        self.options = options
        self.tokens = Tokens(self.base, options.clock, options.life)
        self.api = Api(self.base)

    def handle_error(self, request: object, client_address: object) -> None:
        print(f"connection: {sys.exc_info()[1]}", file=sys.stderr, flush=True)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Standin
    timeout = 60

    def do_GET(self) -> None:  # noqa: N802, the name is the base class's
        self.respond()

    do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_GET

    def respond(self) -> None:
        body = self.read_body()
        if body is None:
            return
        path = urlsplit(self.path).path
        try:
            reply = self.route(path, body)
        except login.Refused as refused:
            reply = refusal(*refused.response, refused.reason)
        self.send(reply)

    def route(self, path: str, body: bytes) -> Reply:
        if path == "/token/authenticate":
            return self.authenticate(body)
        info = self.server.tokens.find(self.headers.get("Authorization", ""))
        if info is None:
            return refusal(401, "FAILURE_BAD_CREDENTIAL", "no living token after AnaplanAuthToken")
        if path.startswith("/token/"):
            return self.token_call(path, info)
        return self.server.api.respond(self.command, path, body)

    def authenticate(self, body: bytes) -> Reply:
        if self.command != "POST":
            return refusal(405, "FAILURE_BAD_HEADER", "the method must be POST")
        header = lambda name: self.headers.get(name, "")
        tokens, options = self.server.tokens, self.server.options
        login.check(header("Content-Type"), header("Authorization"), body, tokens.now(), options.window)
        return Reply(options.success, tokens.give())

    def token_call(self, path: str, info: dict) -> Reply:
        tokens = self.server.tokens
        call = (self.command, path)
        if call == ("GET", "/token/validate"):
            return Reply(200, tokens.validated(info))
        if call == ("POST", "/token/refresh"):
            return Reply(200, tokens.refresh(info))
        if call == ("POST", "/token/logout"):
            tokens.end(info)
            return Reply(204)
        return refusal(404, "FAILURE_NOT_FOUND", "no such call")

    def read_body(self) -> bytes | None:
        """Returns the body, or None when it was refused and the connection ends."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal() or int(length) > BIGGEST_BODY:
            self.close_connection = True
            self.send(refusal(411, "FAILURE_BAD_HEADER", "a Content-Length is needed, of a moderate size"))
            return None
        return self.rfile.read(int(length))

    def send(self, reply: Reply) -> None:
        content = reply.content
        if not isinstance(content, bytes):
            content = json.dumps(content).encode("utf-8")
        # 204 has no body and no length of one (RFC 9110, section 15.3.5).
        has_body = reply.status != 204
        # Logged before the response is sent, so that whoever has the response finds the line.
        reason = f" ({reply.reason})" if reply.reason else ""
        print(f"{self.command} {urlsplit(self.path).path} {reply.status}{reason}", file=sys.stderr, flush=True)
        self.send_response(reply.status)
        if has_body:
            self.send_header("Content-Type", reply.media_type)
            self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if has_body and self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Replaces the base class's line; `send` writes a better one."""


def refusal(status: int, code: str, reason: str) -> Reply:
    messages = {
        400: "Bad header",
        401: "Not Authorized",
        404: "Not found",
        405: "Method not allowed",
        411: "Length required",
    }
    return Reply(status, {"status": code, "statusMessage": messages[status]}, reason=reason)
