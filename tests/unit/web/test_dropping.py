"""Drops by mouse: streamed, bounded, whole or not at all."""

import http.client
from pathlib import Path

import pytest

from tests.unit.web.bench import Browser, signed_in
from zenforms.desk.setup.place import POLICY
from zenforms.desk.watching.inbox import is_ignored

BATCH = "0123456789abcdef"


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "inbox").iterdir())


def put(browser: Browser, name: str, content: bytes, batch: str = BATCH) -> int:
    token = browser.get("/deposer").token
    headers = {"X-Jeton": token, "Content-Type": "application/octet-stream"}
    return browser.ask("PUT", f"/deposer/{batch}/{name}", content, headers).status


def end(browser: Browser, batch: str = BATCH) -> int:
    token = browser.get("/deposer").token
    return browser.ask("POST", f"/deposer/{batch}", b"", {"X-Jeton": token}).status


def test_a_file_becomes_a_drop_with_one_rename(browser: Browser, root: Path) -> None:
    assert put(browser, "demande.pdf", b"%PDF-") == 200
    assert all(is_ignored(name) for name in names(root))
    assert end(browser) == 200
    assert names(root) == ["demande.pdf"]
    assert put(browser, "demande.pdf", b"other") == 200
    assert end(browser) == 200
    assert len(names(root)) == 2


def test_several_files_are_one_request(browser: Browser, root: Path) -> None:
    for name in ("a.pdf", "b.log", "a.pdf"):
        assert put(browser, name, name.encode()) == 200
    assert end(browser) == 200
    [folder] = (root / "inbox").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["a-2.pdf", "a.pdf", "b.log"]


@pytest.mark.parametrize(
    "name", ["..%2f..%2fpolicy.toml", "%2fetc%2fpasswd", "C:%5Cx.pdf", "%1b%5b2J.pdf", "con.pdf"]
)
def test_a_hostile_name_stays_in_the_inbox(browser: Browser, root: Path, name: str) -> None:
    before = (root / POLICY).read_bytes()
    if put(browser, name, b"x") == 200:
        assert end(browser) == 200
        [only] = names(root)
        assert not set(only) & set("/\\\x1b:")
    assert (root / POLICY).read_bytes() == before


@pytest.mark.parametrize("name", ["x.part", "Thumbs.db", "~$x.docx", "x.crdownload"])
def test_what_the_watcher_would_never_take_is_told_so(
    browser: Browser, root: Path, name: str
) -> None:
    assert put(browser, name, b"x") == 422
    assert names(root) == []


def test_an_empty_file_or_no_file_is_no_drop(browser: Browser, root: Path) -> None:
    assert put(browser, "x.pdf", b"") == 422
    assert end(browser) == 422
    assert names(root) == []


@pytest.mark.parametrize("batch", ["x", "..", "0123456789ABCDEF", "0" * 17])
def test_a_batch_has_a_name_of_ours(browser: Browser, root: Path, batch: str) -> None:
    assert put(browser, "x.pdf", b"x", batch) in {404, 405, 422}
    assert names(root) == []


def test_too_much_is_refused_in_the_stream_and_nothing_stays(root: Path, browser: Browser) -> None:
    policy = root / POLICY
    said = policy.read_text("utf-8")
    policy.write_text(said.replace("\n[limits]", "\n[limits]\ndrop_bytes = 100000", 1), "utf-8")
    assert put(browser, "x.bin", b"x" * 99_000) == 200
    token = browser.get("/deposer").token
    connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=60)
    headers = {"Cookie": browser.cookie, "X-Jeton": token, "Transfer-Encoding": "chunked"}
    host = f"127.0.0.1:{browser.port}"
    connection.putrequest("PUT", f"/deposer/{BATCH}/y.bin")
    for name, value in {**headers, "Origin": f"http://{host}"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    for _ in range(8):
        connection.send(b"1000\r\n" + b"x" * 4096 + b"\r\n")
    answer = connection.getresponse()  # before the stream has ended
    assert answer.status == 413
    connection.close()
    assert names(root) == []
    assert end(browser) == 422


def test_another_session_adds_to_nobodys_batch(browser: Browser, root: Path) -> None:
    assert put(browser, "x.pdf", b"x") == 200
    stranger = signed_in(Browser(browser.port))
    assert put(stranger, "y.pdf", b"y") == 422
    assert end(stranger) == 422
    assert end(browser) == 200
    assert names(root) == ["x.pdf"]


def form(*parts: tuple[str, str | None, bytes]) -> tuple[bytes, dict[str, str]]:
    body = b""
    for name, file, content in parts:
        more = f'; filename="{file}"' if file is not None else ""
        head = f'--=_x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    return body + b"--=_x--\r\n", {"Content-Type": "multipart/form-data; boundary==_x"}


def test_without_a_script_a_form_drops_the_same(browser: Browser, root: Path) -> None:
    token = browser.get("/deposer").token.encode()
    body, headers = form(
        ("jeton", None, token), ("fichiers", "é.pdf", b"%PDF-"), ("fichiers", "b.log", b"y" * 9)
    )
    answer = browser.ask("POST", "/deposer", body, headers)
    assert answer.status == 200
    assert "Déposé" in answer.text
    [folder] = (root / "inbox").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["b.log", "é.pdf"]


@pytest.mark.parametrize("case", ["no token", "late token", "broken", "no form", "no file"])
def test_a_bad_form_drops_nothing(browser: Browser, root: Path, case: str) -> None:
    token = browser.get("/deposer").token.encode()
    file: tuple[str, str | None, bytes] = ("fichiers", "x.pdf", b"x")
    said: tuple[str, str | None, bytes] = ("jeton", None, token)
    parts: dict[str, list[tuple[str, str | None, bytes]]]
    parts = {"no token": [file], "late token": [file, said], "no file": [said]}
    body, headers = form(*parts.get(case, [said, file]))
    if case == "broken":
        body = body[:-30]
    if case == "no form":
        headers = {"Content-Type": "text/plain"}
    assert browser.ask("POST", "/deposer", body, headers).status in {400, 403, 422}
    assert names(root) == []
