"""What is fetched, from where, and how much of it: against a server on this machine."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import report_makers as make
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kedja.claim import Claim
from kedja.errors import InputError
from kedja_ingest import Address, ReadOptions, Rejected, extract
from kedja_ingest.fetching import Bounds, Fetcher
from kedja_ingest.fetching.hosts import is_public

Serve = Callable[..., str]


class _Server(ThreadingHTTPServer):
    """Answers what it is told to, and remembers what it was asked."""

    daemon_threads = True
    pages: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[str]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, headers, content = self.server.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        pause = float(headers.get("X-Pause", 0))
        try:
            for part in (content[at : at + 1] for at in range(len(content))) if pause else (content,):
                self.wfile.write(part)
                time.sleep(pause)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def servers() -> Iterator[Callable[[], _Server]]:
    """Starts servers on loopback."""
    started: list[_Server] = []

    def start() -> _Server:
        server = _Server(("127.0.0.1", 0), _Handler)
        server.pages, server.asked = {}, []
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server(servers: Callable[[], _Server]) -> _Server:
    """One server."""
    return servers()


def _url(server: _Server, path: str = "/") -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def _refusal(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(InputError) as caught:
        fetcher.fetch(address)
    return caught.value.reason


def test_a_named_address_is_fetched_and_read(server: _Server) -> None:
    server.pages["/a"] = 200, {"Content-Type": "text/html"}, make.html()
    found = list(extract(Address(_url(server, "/a")), None, ReadOptions()))
    claims = [item for item in found if isinstance(item, Claim)]
    assert claims == found != []
    assert {(claim.source.url, claim.source.path) for claim in claims} == {(_url(server, "/a"), None)}


def test_a_private_address_that_was_not_named_is_not_asked(server: _Server, tmp_path: Path) -> None:
    server.pages["/a"] = 200, {}, make.html()
    (tmp_path / "feed.xml").write_bytes(
        make.rss(links=[_url(server, "/a"), f"http://localhost:{server.server_port}/a"])
    )
    found = list(extract(tmp_path / "feed.xml", None, ReadOptions(fetch=True)))
    reasons = [(item.where, item.reason) for item in found if isinstance(item, Rejected)]
    assert [where for where, _ in reasons] == ["entry 1", "entry 2"]
    assert all("private network" in reason for _, reason in reasons)
    assert server.asked == []
    assert [item for item in found if isinstance(item, Claim)], "the summaries are read"


def test_the_pages_of_a_named_server_are_fetched(server: _Server) -> None:
    links = [_url(server, "/1"), "2", "/gone"]
    server.pages |= {"/feed": (200, {}, make.rss(["Short."], links)), "/1": (200, {}, make.html())}
    server.pages["/2"] = 200, {}, make.pdf()
    found = list(extract(Address(_url(server, "/feed")), None, ReadOptions(fetch=True)))
    assert sorted(server.asked) == ["/1", "/2", "/feed", "/gone"]
    claims = [item for item in found if isinstance(item, Claim)]
    assert {claim.source.url for claim in claims} >= {_url(server, "/1"), _url(server, "/2")}
    assert {claim.source.publisher for claim in claims if claim.source.url == _url(server, "/2")} == {make.PUBLISHER}
    assert [(item.where, item.reason) for item in found if isinstance(item, Rejected)] == [
        ("entry 3", f"{_url(server, '/gone')} answers with status 404")
    ]


def test_nothing_more_than_the_named_address_is_fetched_without_leave(server: _Server) -> None:
    server.pages |= {"/feed": (200, {}, make.rss(make.PARAGRAPHS, [_url(server, "/1")]))}
    assert list(extract(Address(_url(server, "/feed")), None, ReadOptions(fetch=False)))
    assert server.asked == ["/feed"]


def test_a_redirect_is_followed_on_the_named_server_only(servers: Callable[[], _Server]) -> None:
    one, other = servers(), servers()
    one.pages |= {"/a": (302, {"Location": "/b"}, b""), "/b": (200, {}, b"text")}
    one.pages["/away"] = 302, {"Location": _url(other, "/secret")}, b""
    one.pages["/file"] = 302, {"Location": "file:///etc/passwd"}, b""
    one.pages["/meta"] = 302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""
    one.pages["/round"] = 302, {"Location": "/round"}, b""
    fetcher = Fetcher(_url(one))
    assert fetcher.fetch(_url(one, "/a")).content == b"text"
    assert "private network" in _refusal(fetcher, _url(one, "/away"))
    assert "private network" in _refusal(fetcher, _url(one, "/meta"))
    assert "only http and https" in _refusal(fetcher, _url(one, "/file"))
    assert "more than 5 times" in _refusal(fetcher, _url(one, "/round"))
    assert other.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "gopher://a.example/",
        "http://",
        "http://u:p@a.example/",
        "http://a\n.b/",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    assert "not fetched" in _refusal(Fetcher(), address)


@pytest.mark.parametrize(
    "number",
    "127.0.0.1 10.1.2.3 192.168.1.1 172.16.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1 fe80::1%eth0 fd00::1 "
    "::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1 ::".split(),
)
def test_private_numbers_are_known(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_numbers_are_known(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"])
def test_loopback_is_private_however_it_is_written(host: str) -> None:
    assert "not fetched" in _refusal(Fetcher(), f"http://{host}:1/")


def test_size_is_bounded_packed_or_not(server: _Server) -> None:
    content = b"text " * 100_000
    server.pages["/plain"] = 200, {}, content
    server.pages["/bomb"] = 200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(50 << 20))
    server.pages["/packed"] = 200, {"Content-Encoding": "gzip"}, gzip.compress(b"short")
    server.pages["/odd"] = 200, {"Content-Encoding": "br"}, b"short"
    fetcher = Fetcher(_url(server), Bounds(bytes=1 << 18))
    assert "larger than" in _refusal(fetcher, _url(server, "/plain"))
    assert "larger than" in _refusal(fetcher, _url(server, "/bomb"))
    assert fetcher.fetch(_url(server, "/packed")).content == b"short"
    assert "packed as br" in _refusal(fetcher, _url(server, "/odd"))


def test_time_is_bounded_however_slowly_something_comes(server: _Server) -> None:
    server.pages["/slow"] = 200, {"X-Pause": "0.1"}, b"x" * 1000
    start = time.monotonic()
    assert "takes longer than 1 seconds" in _refusal(Fetcher(_url(server), Bounds(seconds=1)), _url(server, "/slow"))
    assert time.monotonic() - start < 10


def test_number_is_bounded(server: _Server) -> None:
    server.pages["/a"] = 200, {}, b"text"
    fetcher = Fetcher(_url(server), Bounds(pages=2))
    for _ in range(2):
        fetcher.fetch(_url(server, "/a"))
    assert _refusal(fetcher, _url(server, "/a")) == "is not fetched: no more than 2 pages are"
    assert len(server.asked) == 2


def test_a_server_that_cannot_show_who_it_is_is_refused(server: _Server, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_own_certificate(tmp_path / "own.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    address = f"https://localhost:{server.server_port}/"
    assert "certificate" in _refusal(Fetcher(address), address)
    assert server.asked == []


def _own_certificate(path: Path) -> Path:
    """A certificate for localhost that nobody else has signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    certificate = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    form = serialization.PrivateFormat.PKCS8
    shown = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    path.write_bytes(shown + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_page_is_parsed_without_fetching_what_it_names(server: _Server, tmp_path: Path) -> None:
    names = f'<link rel="stylesheet" href="{_url(server, "/c")}"><base href="{_url(server)}">'
    (tmp_path / "a.html").write_bytes(make.html(head=names) + f'<img src="{_url(server, "/i")}">'.encode())
    assert list(extract(tmp_path / "a.html", None, ReadOptions(fetch=True)))
    assert server.asked == []
