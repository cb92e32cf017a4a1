"""What the board shows, and that nothing of a client's gets out of its text."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from tests.unit.web.bench import HOSTILE, Browser, Numbers
from zenforms.sanitize import HARMFUL
from zenforms.web.guard import PAGE_POLICY

KINDS = ("accepted", "returned", "quarantined", "hostile")
HTML_TAGS = {"script", "img"}


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags_of(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(text)
    return parser.found


def test_the_list_holds_every_request_with_its_client_and_what_is_to_be_done(
    reader: Browser, numbers: Numbers
) -> None:
    page = reader.get("/")
    assert page.status == 200
    for number in vars(numbers).values():
        assert f'href="/demandes/{number}"' in page.text
    assert "Société Exemple" in page.text
    assert "Incomplète\u00a0: Champ obligatoire non rempli" in page.text
    assert "En quarantaine" in page.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_holds_no_script_but_ours_no_style_and_nothing_raw(
    reader: Browser, numbers: Numbers, kind: str
) -> None:
    page = reader.get(f"/demandes/{getattr(numbers, kind)}")
    assert page.status == 200
    assert page.headers["content-security-policy"] == PAGE_POLICY
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cache-control"] == "no-store"
    found = tags_of(page.text)
    assert [told for name, told in found if name == "script"] == [
        {"src": "/statique/board.js", "defer": None}
    ]
    for name, told in found:
        assert name != "style"
        assert not [attribute for attribute in told if attribute.startswith(("on", "style"))]
    assert not HARMFUL.search(page.text.replace("\n", ""))
    assert "49" not in re.findall(r"alert\(1\).{0,60}", page.text)[:1]


def test_what_a_client_wrote_is_text(reader: Browser, numbers: Numbers) -> None:
    text = reader.get(f"/demandes/{numbers.hostile}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "\\u202e{{7*7}}" in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("?g=letter", 2),
        ("?g=quarantined", 1),
        ("?g=dangerous", 1),
        ("?g=nothing", 4),
        ("?moi=1", 0),
    ],
)
def test_a_filter_is_an_address(reader: Browser, query: str, count: int) -> None:
    assert reader.get(f"/{query}").text.count('class="row"') == count


@pytest.mark.parametrize("words", ["montant", "Essai", "société exemple", "export factures"])
def test_a_search_finds_by_words(reader: Browser, numbers: Numbers, words: str) -> None:
    page = reader.get(f"/?q={quote_plus(words)}")
    assert numbers.accepted in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/demandes/ZF-990101-00000",
        "/demandes/%2e%2e",
        "/demandes/..%2f..%2fetc",
        "/rien",
        "/statique/board.py",
        "/statique/..%2fboard.py",
        "/demandes/{accepted}/fichiers/..%2f..%2f..%2fseal.keys",
        "/demandes/{accepted}/fichiers/report.txt%00",
        "/demandes/{accepted}/fichiers/acknowledgement.eml",
        "/demandes/{accepted}/page/report.txt",
        "/demandes/{accepted}/image/demande.pdf",
        "/demandes/{accepted}/lettre/9",
        "/demandes/{quarantined}/lettre.eml",
    ],
)
def test_what_is_not_there_is_told_so(reader: Browser, numbers: Numbers, path: str) -> None:
    page = reader.get(path.format_map(vars(numbers)))
    assert page.status in {404, 405}
    assert b"seal" not in page.body


def test_a_clients_file_is_saved_and_never_opened(reader: Browser, numbers: Numbers) -> None:
    page = reader.get(f"/demandes/{numbers.accepted}").text
    [path] = set(re.findall(r'href="(/demandes/[^"]+/fichiers/demande\.pdf)"', page))
    file = reader.get(path)
    assert file.body.startswith(b"%PDF")
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in file.headers["content-security-policy"]


def test_the_page_of_a_recording_has_no_right_of_the_boards(
    reader: Browser, numbers: Numbers
) -> None:
    page = reader.get(f"/demandes/{numbers.accepted}").text
    [path] = set(re.findall(r'href="(/demandes/[^"]+/page/[^"]+)"', page))
    told = reader.get(path)
    policy = told.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert "Étape 1" in told.text


def test_a_letter_is_shown_as_it_will_leave(reader: Browser, numbers: Numbers) -> None:
    page = reader.get(f"/demandes/{numbers.returned}").text
    assert "anne.essai@client.example" in page
    assert "Il nous manque" in page or "description" in page.lower()
    draft = reader.get(f"/demandes/{numbers.returned}/lettre.eml")
    assert b"Message-ID:" in draft.body
    enclosed = reader.get(f"/demandes/{numbers.returned}/lettre/0")
    assert enclosed.body.startswith(b"%PDF")
    assert enclosed.headers["content-disposition"].startswith("attachment;")


def test_the_script_is_told_when_the_desk_changes(browser: Browser, numbers: Numbers) -> None:
    before = browser.get("/etat").text
    assert browser.get("/etat").text == before
    assert browser.decide(numbers.quarantined, "take").status == 303
    assert browser.get("/etat").text != before


def test_a_thousand_findings_and_five_hundred_files_make_a_page_of_bounded_length(
    browser: Browser, root: Path, numbers: Numbers
) -> None:
    place = root / "returned" / numbers.returned
    told = json.loads((place / "findings.json").read_bytes())
    words = {"message": HOSTILE, "why": HOSTILE, "remedy": HOSTILE}
    told["findings"] = [told["findings"][0] | words for _ in range(1_000)]
    (place / "findings.json").write_text(json.dumps(told))
    for number in range(500):
        (place / f"{number}-\u202e<b>.txt").write_text("x")
    page = browser.get(f"/demandes/{numbers.returned}")
    assert page.status == 200
    assert "Et 800 autres" in page.text
    assert not HARMFUL.search(page.text.replace("\n", ""))
    assert len(page.body) < 1_500_000


ODD: tuple[object, ...] = (
    None,
    [],
    "x",
    7,
    {},
    {"request": None, "findings": None, "files": None, "dates": None},
    {"request": 7, "findings": 7, "files": 7, "dates": 7},
    {"request": {"summary": 7, "urgency": []}, "findings": [7, {}, {"code": 7}], "files": [7, {}]},
    {"files": [{"role": 7, "summary": 7, "size": "x", "name": 7, "copy_beside": 7}]},
    {"files": [{"summary": {"steps": 7, "lines": "x", "screenshots": 7, "pages": []}}]},
    {"files": [{"copy_beside": {"name": 7}, "summary": {"screenshot_folder": 7}}]},
)


@pytest.mark.parametrize("odd", [*map(json.dumps, ODD), "", "{", "[" * 90_000, "\x00"])
def test_whatever_lies_beside_a_request_its_page_and_the_list_are_shown(
    browser: Browser, root: Path, numbers: Numbers, odd: str
) -> None:
    for place in ("returned", "tickets", "quarantine"):
        for path in (root / place).glob("*/findings.json"):
            path.write_text(odd)
    (root / "tickets" / f"{numbers.accepted}.json").write_text(odd)
    assert browser.get("/").status == 200
    for number in vars(numbers).values():
        assert browser.get(f"/demandes/{number}").status == 200
