"""A micro-backend that lives elsewhere, in Python's standard library alone.

    HILO_REMOTE_SECRET=... python3 server.py 8080

It asks for a number of guests, books once, and sends a voucher. The answer may come as the caption of a photo,
which the booking keeps a digest of; whether it is for a birthday a model reads from it. `Chat` is all of the replay that this needs: a call
whose entry is in the journal returns what was recorded; the first that is not there does something new.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PROTOCOL = 1
WINDOW_SECONDS = 300
# A turn with its journal, and 8 MB of files in base64.
BODY_MAX = 16 * 1024 * 1024
# During a rotation both secrets are given, separated by a comma.
SECRETS = [secret for secret in os.environ.get("HILO_REMOTE_SECRET", "").split(",") if secret]
SECRET_MIN = 32
# What a turn reads past.
NO_ANSWER = ("reaction", "edit", "unsend", "system")
# Where the words of an answer are, by its type.
WORDS = {"text": "text", "reply": "title", "media": "caption"}
# `dry`: in a dry turn it names the steps that it would do, and does none.
MANIFEST = {"name": "remote-booking", "config": None, "secrets": [], "egress": [], "dry": True}


def run(chat):
    """The conversation."""
    guests = chat.ask("How many guests?", retry="A number, please.", accepts=re.compile(r"^[1-9]\d?$"))
    photo = chat.photo()

    def book(key):
        digest = hashlib.sha256(chat.bytes(photo)).hexdigest() if photo else None
        return {"guests": int(guests), "photo": digest, "idempotencyKey": key}

    booking = chat.step("book", book)
    chat.say(f"Booked for {booking['guests']}.")
    occasion = chat.classify({"birthday": "they celebrate a birthday", "other": None})
    wish = " Happy birthday!" if occasion == "birthday" else ""
    voucher = f"A table for {booking['guests']}.{wish}"
    chat.say_file(voucher.encode(), "text/plain", "voucher.txt", otherwise="The voucher comes by mail.")


class NoFile(Exception):
    """The host says in words why there is none."""


class TurnOver(Exception):
    """What ends a turn, with its last line."""


class Chat:
    def __init__(self, turn, write):
        self.turn = turn
        self.write = write
        self.recorded = {entry["position"]: entry for entry in turn["tail"]}
        self.entries = []
        self.inbox = [m for m in turn["inbox"] if m["content"]["type"] not in NO_ANSWER]
        self.read_seq = turn["readSeq"]
        self.calls = 0
        self.keeps = 0
        self.last_photo = None

    def ask(self, question, retry, accepts):
        position = self.next()
        asked = self.recorded.get(position)
        if asked is None:
            # What the contact wrote before the question is no answer to it.
            self.read_seq = max([self.read_seq] + [m["seq"] for m in self.turn["inbox"]])
            self.add(position, "ask", question, {"dueAt": None}, question)
            self.wait(position, question)
        kept = self.answer_in(position)
        if kept and all(m["id"] != kept["messageId"] for m in self.inbox):
            return self.answered(kept)
        for index in range(1, 10_000):
            inner = f"{position}.{index:04d}"
            entry = self.recorded.get(inner)
            if entry and entry["kind"] == "answer":
                self.read(entry["value"]["messageId"])
                return self.answered(entry["value"])
            if entry:
                continue
            if self.turn["wake"] == "hand_back" and not self.entries:
                self.add(inner, "prompt", question, None, question)
                self.wait(position, question)
            message = self.take()
            if message is None:
                self.wait(position, question)
            text = text_of(message["content"])
            if accepts.match(text):
                value = {"messageId": message["id"], "answer": text, "photo": message["content"].get("mediaId")}
                self.add(inner, "answer", "", value)
                return self.answered(value)
            self.add(inner, "retry", "", {"messageId": message["id"]}, retry)

    def step(self, name, act):
        """Does it at least once and records it once: the key is the same at each attempt."""
        position = self.next()
        entry = self.recorded.get(position)
        if entry is None and self.turn.get("dry"):
            self.write({"type": "dry_step", "position": position, "name": name})
            raise TurnOver(None)
        if entry is None:
            key = f"{self.turn['runId']}:{self.turn['generation']}:{position}"
            entry = {"position": position, "kind": "step", "name": name, "value": {"ok": act(key)}, "attempts": 1}
            # The answers go with it: a step must not be left without what it was done for.
            answers = [each for each in self.entries if each["kind"] == "answer"]
            self.write({"type": "step", "entry": entry, "before": answers})
            # The turn is posted again with the step in its journal: what is recorded is what counts.
            raise TurnOver(None)
        return entry["value"]["ok"]

    def classify(self, labels):
        """What a model says of the last words of the contact; nothing where none can be had."""
        position = self.next()
        entry = self.recorded.get(position)
        if entry is None and self.turn.get("dry"):
            self.write({"type": "dry_step", "kind": "ai", "position": position, "name": "classify"})
            raise TurnOver(None)
        if entry is None:
            answer = next((one for one in self.turn.get("answers", []) if one["ask"] == self.calls), None)
            if answer is None:
                listed = [{"label": label, "meaning": meaning} for label, meaning in labels.items()]
                asked = {"kind": "classify", "of": None, "wrong": None, "labels": listed}
                self.write({"type": "ask_model", "ask": self.calls, "asked": asked})
                raise TurnOver(None)
            value = {"ok": answer.get("value")}
            if "fault" in answer:
                value = {"error": {"name": "AiError", "message": answer["message"], "fault": answer["fault"]}}
            entry = {"position": position, "kind": "ai", "name": "classify", "value": value, "attempts": 1}
            # Recorded as a step is: nobody asks the model again.
            self.write({"type": "step", "entry": entry})
            raise TurnOver(None)
        return entry["value"].get("ok")

    def say(self, text):
        position = self.next()
        if position not in self.recorded:
            self.add(position, "say", "", None, text)

    def photo(self):
        """The id of the file that came with the last answer."""
        return self.last_photo

    def bytes(self, media_id):
        """Inside a step only. A file that is not in this POST is asked for, and comes with the next."""
        given = next((file for file in self.turn.get("files", []) if file["id"] == media_id), None)
        if given is None:
            self.write({"type": "media", "id": media_id})
            raise TurnOver(None)
        if "message" in given:
            raise NoFile(given["message"])
        return base64.b64decode(given["body"])

    def say_file(self, data, mime_type, filename, otherwise):
        """Hands a file over and says it, by the id under which it is kept. When it is refused: other words."""
        position = self.next()
        if position in self.recorded:
            return
        self.keeps += 1
        kept = next((one for one in self.turn.get("kept", []) if one["keep"] == self.keeps), None)
        if kept is None:
            about = {"mimeType": mime_type, "filename": filename}
            body = base64.b64encode(data).decode()
            self.write({"type": "keep_file", "keep": self.keeps, "body": body, "about": about})
            raise TurnOver(None)
        if "message" in kept:
            return self.add(position, "say", "", None, otherwise)
        content = {"type": "media", "kind": kept["file"]["kind"], "mediaId": kept["file"]["mediaId"]}
        content |= {"mimeType": kept["file"]["mimeType"], "filename": filename}
        self.entries.append({"position": position, "kind": "say", "name": "", "value": None, "content": content})

    def answered(self, value):
        self.last_photo = value.get("photo")
        return value["answer"]

    def next(self):
        self.calls += 1
        return f"{self.calls:04d}"

    def answer_in(self, position):
        inside = (entry for at, entry in self.recorded.items() if at.startswith(f"{position}."))
        return next((entry["value"] for entry in inside if entry["kind"] == "answer"), None)

    def read(self, message_id):
        """What a lost turn read is not read again."""
        self.read_seq = max([self.read_seq] + [m["seq"] for m in self.inbox if m["id"] == message_id])

    def take(self):
        after = max(self.read_seq, self.turn["promptSeq"])
        message = next((m for m in self.inbox if m["seq"] > after), None)
        if message:
            self.read_seq = message["seq"]
        return message

    def add(self, position, kind, name, value, text=None):
        entry = {"position": position, "kind": kind, "name": name, "value": value}
        if text is not None:
            entry["content"] = {"type": "text", "text": text}
        self.entries.append(entry)

    def wait(self, position, name):
        self.end({"type": "wait", "wait": {"kind": "message", "position": position, "name": name, "dueAt": None}})

    def end(self, end):
        raise TurnOver({"type": "turn_end", "entries": self.entries, "readSeq": self.read_seq, "end": end})


def play(turn, write):
    if turn["base"] > 0:
        # This server remembers nothing: the host has to send the whole journal.
        write({"type": "need_full"})
        return
    chat = Chat(turn, write)
    try:
        try:
            run(chat)
            chat.end({"type": "done", "outcome": None})
        except TurnOver:
            raise
        except Exception as error:
            chat.end({"type": "failed", "failure": {"code": "exception", "message": str(error)}})
    except TurnOver as over:
        if over.args[0] is not None:
            write(over.args[0])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen = {}

    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        if length > BODY_MAX:
            return self.refuse(413, close=True)
        body = self.rfile.read(length)
        request_id = self.headers.get("hilo-request", "")
        if not self.is_signed(body, request_id):
            return self.refuse(401)
        if not self.is_new(request_id):
            return self.refuse(409)
        try:
            message = json.loads(body)
            kind = message["type"]
            if message["protocol"] != PROTOCOL or kind not in ("describe", "turn"):
                return self.refuse(400)
            if kind == "turn":
                message["base"], message["tail"], message["inbox"], message["runId"]
        except (ValueError, KeyError, TypeError):
            return self.refuse(400)
        self.answer(message, request_id)

    def is_signed(self, body, request_id):
        timestamp = self.headers.get("hilo-timestamp", "")
        if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > WINDOW_SECONDS:
            return False
        text = f"{timestamp}.{request_id}.".encode() + body
        given = self.headers.get("hilo-signature", "").split(",")
        expected = ["v1=" + sign(secret, text) for secret in SECRETS]
        return any(hmac.compare_digest(one.encode(), other.encode()) for one in given for other in expected)

    def is_new(self, request_id):
        now = time.time()
        for old in [key for key, at in list(self.seen.items()) if now - at > 2 * WINDOW_SECONDS]:
            self.seen.pop(old, None)
        # One statement, so that of two at once only one is new.
        return request_id != "" and self.seen.setdefault(request_id, now) == now

    def answer(self, message, request_id):
        self.send_response(200)
        self.send_header("content-type", "application/x-ndjson")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        lines = 0

        def write(frame):
            nonlocal lines
            text = json.dumps(frame)
            signature = sign(SECRETS[0], f"{request_id}.{lines}.{text}".encode())
            self.chunk(f"v1={signature} {text}\n".encode())
            lines += 1

        if message["type"] == "describe":
            write({"type": "ready", "protocol": PROTOCOL, "name": MANIFEST["name"], "manifest": MANIFEST})
        else:
            play(message, write)
        self.chunk(b"")

    def chunk(self, data):
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def refuse(self, status, close=False):
        self.close_connection = close
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def text_of(content):
    """What counts as the answer: nothing of a photo without a caption, so it is asked again."""
    return content.get(WORDS.get(content["type"]), "").strip()


def sign(secret, text):
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


if __name__ == "__main__":
    if not SECRETS or any(len(secret) < SECRET_MIN for secret in SECRETS):
        sys.exit(f"Set HILO_REMOTE_SECRET to the secret that the host has, {SECRET_MIN} characters at least.")
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8080), Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
