"""A mail server on loopback, with STARTTLS and a login, for the tests of `mail --send`.

smtp_server.py FOLDER [--without-tls] [--drop] [--meddle FILE]

The first line of its output is its port; FOLDER/ca.pem is the authority behind its certificate, which is for 127.0.0.1
only. Each mail it accepts becomes a line of JSON: the SMTP envelope, and the mail as Python's email package parses it.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import pathlib
import ssl

import trustme
from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = b"secretary", b"open sesame"


class Handler:
    def __init__(self, arguments):
        self.arguments = arguments

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 nobody \x1b[31mreads that"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.arguments.drop:
            server.transport.abort()
            return "250 OK"
        if self.arguments.meddle:
            with open(self.arguments.meddle, "a", encoding="utf-8") as record:
                record.write("# somebody else\n")
        print(json.dumps(told(session, envelope)), flush=True)
        return "250 OK"


def told(session, envelope):
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    headers = {}
    for name, value in message.items():
        headers.setdefault(name, []).append(str(value))
    defects = [str(defect) for part in message.walk() for defect in part.defects]
    for part in message.walk():
        defects += [str(defect) for value in part.values() for defect in value.defects]
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    defects += [str(defect) for part in (plain, html) for defect in part.defects]
    return {
        "safe": session.ssl is not None,
        "authenticated": session.authenticated,
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "bytes": base64.b64encode(envelope.content).decode(),
        "longest line": max(map(len, envelope.content.split(b"\r\n"))),
        "headers": headers,
        "display names": [one.display_name for one in message["from"].addresses],
        "parts": [part.get_content_type() for part in message.walk()],
        "plain": plain.get_content().replace("\r\n", "\n"),
        "html": html.get_content(),
        "defects": defects,
    }


def authenticate(server, session, envelope, mechanism, data):
    is_right = data.login == USER and data.password == PASSWORD
    # Some servers repeat what they did not understand.
    return AuthResult(success=is_right, handled=is_right, message=None if is_right else f"535 no {data.password.decode()}")


async def main(arguments):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(pathlib.Path(arguments.folder, "ca.pem")))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    tls = {} if arguments.without_tls else {"tls_context": context, "require_starttls": True}
    login = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": not arguments.without_tls}
    loop = asyncio.get_running_loop()
    handler = Handler(arguments)
    server = await loop.create_server(lambda: SMTP(handler, hostname="localhost", **tls, **login), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--without-tls", action="store_true")
parser.add_argument("--drop", action="store_true")
parser.add_argument("--meddle")
asyncio.run(main(parser.parse_args()))
