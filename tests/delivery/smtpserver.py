"""aiosmtpd on 127.0.0.1 for tests: writes "PORT <n>" when it listens, and each message as one line of JSON, with what Python's own parser makes of it.

Arguments: tls|starttls|none CERTIFICATE KEY [auth]
"""
import asyncio
import base64
import email
import email.policy
import json
import queue
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


lines = queue.SimpleQueue()


def say(line):
    lines.put(line)


def write_lines():
    """In a thread of its own: whoever reads may be waiting for the answer to a mail that fills the pipe."""
    for line in iter(lines.get, None):
        print(line, flush=True)


def parsed(content):
    message = email.message_from_bytes(content, policy=email.policy.default)
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    defects = [part.defects for part in message.walk()] + [value.defects for value in message.values()]
    return {
        "subject": message["subject"],
        "text": bodies[0].get_content() if bodies[0] else "",
        "html": bodies[1].get_content() if bodies[1] else "",
        "defects": [str(defect) for some in defects for defect in some],
    }


class Handler:
    greeted = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 No such user here"
        if address.startswith("later@"):
            return "451 4.3.0 Try again later"
        if address.startswith("grey@") and (envelope.mail_from, address) not in self.greeted:
            self.greeted.add((envelope.mail_from, address))
            return "451 4.7.1 Greylisted, please try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        say(json.dumps({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": session.ssl is not None or mode == "tls",
            "user": session.auth_data or "",
            "content": base64.b64encode(envelope.content).decode(),
            "parsed": parsed(envelope.content),
        }))
        return "250 2.0.0 Accepted"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ann", "密码".encode())
    return AuthResult(success=good, handled=good, auth_data=mechanism if good else None)


mode, certificate, key = sys.argv[1:4]
options = {}
if len(sys.argv) > 4:
    options.update(authenticator=authenticate, auth_required=True, auth_require_tls=mode == "starttls")
    if sys.argv[4] == "login":
        options.update(auth_exclude_mechanism=["PLAIN"])
context = None
if mode != "none":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
if mode == "starttls":
    options.update(tls_context=context, require_starttls=True)
controller = Controller(Handler(), hostname="127.0.0.1", port=0, ssl_context=context if mode == "tls" else None, **options)
trigger = controller._trigger_server


def trigger_server():
    controller.port = controller.server.sockets[0].getsockname()[1]  # port 0: any
    trigger()


controller._trigger_server = trigger_server
writer = threading.Thread(target=write_lines, daemon=True)
writer.start()
controller.start()
say("PORT %d" % controller.port)
sys.stdin.read()
controller.stop()
say(None)
writer.join()
