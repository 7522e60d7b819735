"""A small Confluence on this machine: spaces and pages of version 2 of its interface, for one user.

It prints its port. `/_requests` lists the requests, `/_edit/ID` edits a page as somebody else, `/_race` does so just before
the next page is replaced, and `/_lose` applies the next request that writes and closes the connection without an answer.
"""

import base64
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

LOGIN = "Basic " + base64.b64encode(b"ann@example.org:hush").decode()
SPACE = {"id": "10", "key": "CAM"}
pages, requests, lose, race = {}, [], [], []


def error(status, title):
    return status, {"errors": [{"status": status, "code": "ERROR", "title": title, "detail": None}]}


def version(number, author, message=""):
    return {"number": number, "message": message, "authorId": author, "createdAt": f"2026-02-13T10:00:0{number}Z"}


def stored(body):
    """Confluence formats what it is given."""
    assert body["representation"] == "storage", body
    return {"storage": {"representation": "storage", "value": body["value"].replace("\n", "")}}


def edit(page):
    page["version"] = version(page["version"]["number"] + 1, "bob")
    page["body"]["storage"]["value"] += "<p>Mine.</p>"


def check_title(title, own=None):
    return any(page["title"] == title for page in pages.values() if page["id"] != own)


def answer(method, path, query, body):
    if path == "spaces" and method == "GET":
        return 200, {"results": [SPACE] if SPACE["key"] in query.get("keys", []) else [], "_links": {}}
    if path == "pages" and method == "GET":
        assert query["space-id"] == [SPACE["id"]] and query["status"] == ["current"], query
        found = [page for page in pages.values() if [page["title"]] == query["title"]]
        return 200, {"results": found, "_links": {}}
    if path == "pages" and method == "POST":
        assert body.keys() <= {"spaceId", "status", "title", "parentId", "body"}, body
        assert body["spaceId"] == SPACE["id"] and body["status"] == "current", body
        if check_title(body["title"]):
            return error(400, "A page with this title already exists")
        page = {"id": str(700 + len(pages)), "status": "current", "title": body["title"], "spaceId": "10"}
        page |= {"parentId": body.get("parentId"), "version": version(1, "ann"), "body": stored(body["body"])}
        pages[page["id"]] = page
        return 200, page
    page = pages.get(path.removeprefix("pages/"))
    if page is None or not path.startswith("pages/"):
        return error(404, "Not found")
    if method == "GET":
        return 200, page
    assert body["id"] == page["id"] and body["status"] == "current", body
    if race:
        race.clear()
        edit(page)
    if body["version"]["number"] != page["version"]["number"] + 1:
        return error(409, "Version must be incremented")
    if check_title(body["title"], page["id"]):
        return error(400, "A page with this title already exists")
    page |= {"title": body["title"], "body": stored(body["body"])}
    page["version"] = version(body["version"]["number"], "ann", body["version"].get("message", ""))
    return 200, page


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_request(self):
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        url = urlsplit(self.path)
        if url.path.startswith("/_"):
            status, value = 200, self.control(url.path)
        elif self.headers.get("authorization") != LOGIN:
            requests.append({"method": self.command, "path": self.path, "status": 401})
            status, value = 401, {"message": f"not a login: {self.headers.get('authorization')}"}
        else:
            path = url.path.removeprefix("/wiki/api/v2/")
            status, value = answer(self.command, path, parse_qs(url.query), body)
            requests.append({"method": self.command, "path": self.path, "status": status})
            if lose and self.command != "GET":
                lose.clear()
                self.close_connection = True
                return
        text = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def control(self, path):
        if path == "/_requests":
            return requests
        if path == "/_pages":
            return list(pages.values())
        if path == "/_lose":
            lose.append(True)
        if path == "/_race":
            race.append(True)
        if path.startswith("/_edit/"):
            edit(pages[path.removeprefix("/_edit/")])
        return {}

    do_GET = do_PUT = do_POST = do_DELETE = handle_request


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
