"""A sealed evidence directory, and a time-stamping authority of our own on loopback, made with openssl."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from evidence.archive import RunArchive, identity
from evidence.capture import Capture, EvidenceRef
from evidence.stamp import Authority

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
"""


@dataclass
class LocalAuthority:
    """An RFC 3161 authority; `twist` changes its answers, as a lying one would."""

    authority: Authority
    folder: Path
    twist: Callable[[bytes], bytes] = lambda request: request


def openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def make_authority(folder: Path) -> None:
    """A root and a stamping certificate below it."""
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl("req", "-x509", *key, "-keyout", folder / "ca.key", "-out", folder / "ca.pem", "-subj", "/CN=Root",
            "-days", 3650)  # fmt: skip
    openssl(
        "req", "-new", *key, "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr", "-subj", "/CN=TSA"
    )
    sign(folder, days=3650)


def sign(folder: Path, days: int) -> None:
    """Issue the stamping certificate anew, valid for so many days."""
    openssl("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
            "-CAcreateserial", "-days", days, "-out", folder / "tsa.pem", "-extfile", folder / "tsa.cnf",
            "-extensions", "stamping")  # fmt: skip


@contextmanager
def local_authority(folder: Path) -> Iterator[LocalAuthority]:
    """An authority that answers as long as the block runs; it keeps its keys in `folder`."""
    make_authority(folder)

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = local.twist(self.rfile.read(int(self.headers["Content-Length"])))
            (folder / "query.tsq").write_bytes(query)
            openssl("ts", "-reply", "-config", folder / "tsa.cnf", "-section", "here", "-queryfile",
                    folder / "query.tsq", "-out", folder / "reply.tsr")  # fmt: skip
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "reply.tsr").read_bytes())

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    local = LocalAuthority(Authority(f"http://127.0.0.1:{server.server_port}", folder / "ca.pem"), folder)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield local
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAuthority]:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    with local_authority(tmp_path_factory.mktemp("tsa")) as local:
        yield local


def crawl(directory: Path, run: str, pages: int = 4) -> list[EvidenceRef]:
    """A run with so many pages, the last of which repeats the first one's bytes."""
    archive = RunArchive(directory, run, {"software": "wangxun/test"}, circumstances={"host": {}})
    archive.open()
    at = datetime(2026, 6, 18, 4, 0, tzinfo=UTC)
    bodies = [os.urandom(400) for _ in range(pages - 1)]
    captures = [
        Capture(f"http://shop.example/{run}/{n}", body, at, 200, ((b"Content-Type", b"text/html"),))
        for n, body in enumerate([*bodies, bodies[0]])
    ]
    places = archive.commit(captures)
    archive.close()
    return [places[identity(capture)] for capture in captures]
