#!/usr/bin/env python3
"""A receiver of webhooks: checks every signature, stores each event once on disk, and only then says that it has it.

  TOUCHSTONE_WEBHOOK_SECRET=whsec_… webhook-receiver.py PORT FILE

Listens on 127.0.0.1 (put a proxy with TLS in front) and appends a line of JSON for each event to FILE. While a secret is
rotated, give both, separated by a space. Needs nothing but Python 3.8.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

TOLERANCE = 300  # seconds that a message may be old, or our clock wrong
MAX_BODY = 1 << 20


def is_signed(secrets, headers, body, now):
    """Whether one of our secrets signed this, lately (Standard Webhooks 1.0)."""
    message, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isascii() or not timestamp.isdigit() or abs(now - int(timestamp)) > TOLERANCE:
        return False
    signed = message.encode() + b"." + timestamp.encode() + b"." + body
    given = headers.get("webhook-signature", "").split()
    for secret in secrets:
        key = base64.b64decode(secret[len("whsec_"):])
        expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        if any(hmac.compare_digest(expected.encode(), one.encode()) for one in given):
            return True
    return False


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = int(self.headers.get("content-length") or 0)
        if length > MAX_BODY:
            return self.answer(413)
        body = self.rfile.read(length)
        if not is_signed(self.server.secrets, self.headers, body, time.time()):
            return self.answer(401)
        with self.server.lock:
            if self.headers["webhook-id"] not in self.server.known:
                self.store(json.loads(body))
        return self.answer(204)

    def store(self, event):
        """On disk before it is answered: what is answered is not sent again."""
        self.server.file.write(json.dumps(event) + "\n")
        self.server.file.flush()
        os.fsync(self.server.file.fileno())
        self.server.known.add(event["id"])

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def known(path):
    """The events there are; a line that was cut off by a crash was never answered."""
    if not os.path.exists(path):
        return set()
    with open(path, "rb+") as file:
        lines = file.read().splitlines(keepends=True)
        if lines and not lines[-1].endswith(b"\n"):
            file.truncate(sum(len(line) for line in lines[:-1]))
            lines.pop()
    return {json.loads(line)["id"] for line in lines}


def main():
    port, path = int(sys.argv[1]), sys.argv[2]
    server = ThreadingHTTPServer(("127.0.0.1", port), Receiver)
    server.secrets = os.environ["TOUCHSTONE_WEBHOOK_SECRET"].split()
    server.known = known(path)
    server.lock = Lock()
    server.file = open(path, "a", encoding="utf-8")
    print(f"listening on {server.server_address[1]}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
