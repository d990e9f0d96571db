"""A shop on loopback for tests: pages are put into it, and what was asked for is read off."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """What a loopback site answers to one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A site on loopback: put answers into `pages`; `asked` lists the paths that were requested."""

    host: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def html(self, path: str, body: str, encoding: str = "utf-8", **more: Any) -> None:
        """Serve a page at `path`."""
        content_type = {"Content-Type": f"text/html; charset={encoding}"}
        self.pages[path] = Answer(
            f"<!DOCTYPE html><html>{body}</html>".encode(encoding), headers=content_type, **more
        )

    def redirect(self, path: str, to: str) -> None:
        """Send who asks for `path` on to `to`."""
        self.pages[path] = Answer(status=302, headers={"Location": to})


@contextmanager
def serving() -> Iterator[Site]:
    """A site on a free port of loopback, empty but for a robots.txt that allows all."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            served.asked.append(self.path)
            answer = served.pages.get(self.path, Answer(b"<html><title>404</title>\xe9\xa1\xb5</html>", 404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Site(f"127.0.0.1:{server.server_address[1]}")
    served.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow:\n")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
