"""The board in a real browser: accessible, by keyboard alone, narrow and wide, light and dark."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.board.conftest import opened, path_of
from tests.unit.desk.story import Story
from tests.unit.web.bench import TOKEN, Numbers
from zenforms.desk.papers.requests import LetterState, standing_of
from zenforms.desk.setup.accounts import StaffRole, add_account

pytestmark = pytest.mark.board

SIZES = [(1366, 768), (390, 844)]
SCHEMES = ["light", "dark"]


def complaints(page: Page, axe: str) -> list[str]:
    """What axe-core finds wrong with a page."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]
    ]


def is_whole(page: Page) -> bool:
    """Whether nothing lies beyond the right edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_fits(
    chromium: Browser,
    axe: str,
    address: str,
    crowded: tuple[Numbers, str],
    *,
    size: tuple[int, int],
    scheme: str,
) -> None:
    numbers, many = crowded
    viewport = {"width": size[0], "height": size[1]}
    context = opened(chromium, address, viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    paths = ["/", "/?g=letter", "/?q=facture", "/?q=rien", "/?moi=1", "/deposer", "/saisir"]
    paths += [f"/demandes/{number}" for number in (*vars(numbers).values(), many)]
    found = {}
    for path in paths:
        page.goto(f"{address}{path}")
        for one in page.locator("details").all():
            one.evaluate("node => node.open = true")
        told = complaints(page, axe) + ([] if is_whole(page) else ["wider than the window"])
        if told:
            found[path] = told
    context.close()
    assert found == {}
    assert errors == []


@pytest.mark.parametrize("has_accounts", [True, False])
def test_the_door_is_accessible(
    chromium: Browser, axe: str, story: Story, address: str, *, has_accounts: bool
) -> None:
    if has_accounts:
        add_account(story.root, "Ada", StaffRole.AGENT, "correct horse battery")
    page = chromium.new_page()
    page.goto(f"{address}/")
    assert path_of(page.url) == "/connexion"
    assert complaints(page, axe) == []
    page.close()


def test_a_request_is_decided_by_keyboard_alone(
    chromium: Browser, story: Story, address: str, numbers: Numbers
) -> None:
    context = opened(chromium, address)
    page = context.new_page()
    page.goto(f"{address}/demandes/{numbers.returned}")

    def to(name: str) -> None:
        """Press Tab until what is called so has the focus."""
        for _ in range(80):
            page.keyboard.press("Tab")
            said = page.evaluate("document.activeElement.textContent.trim()")
            if said == name:
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none"
                return
        pytest.fail(f"no way to {name}")

    to("Noter…")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("client rappelé")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="C’est noté")).to_be_visible()
    expect(page.locator(".history").first).to_contain_text("client rappelé")
    to("Je l’ai envoyée moi-même")
    page.keyboard.press("Enter")
    expect(page.locator(".facts").first).to_contain_text("partie")
    assert standing_of(story.root, f"returned/{numbers.returned}").letter is LetterState.SENT
    context.close()


def test_without_a_script_the_same_is_decided(
    chromium: Browser, story: Story, address: str, *, numbers: Numbers, tmp_path: Path
) -> None:
    context = opened(chromium, address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/demandes/{numbers.returned}")
    page.get_by_role("button", name="Je m’en occupe").click()
    expect(page.locator(".facts").first).to_contain_text("Ada")
    (tmp_path / "facture.pdf").write_bytes(b"%PDF-1.7 facture")
    page.goto(f"{address}/deposer")
    page.locator("input[type=file]").set_input_files(tmp_path / "facture.pdf")
    page.locator("main").get_by_role("button", name="Déposer").click()
    expect(page.get_by_role("status").filter(has_text="Déposé")).to_be_visible()
    assert (story.root / "inbox" / "facture.pdf").read_bytes() == b"%PDF-1.7 facture"
    context.close()


def test_a_file_is_dropped_by_mouse_anywhere(chromium: Browser, story: Story, address: str) -> None:
    context = opened(chromium, address)
    page = context.new_page()
    page.goto(f"{address}/")
    transfer = page.evaluate_handle(
        "() => { const it = new DataTransfer();"
        "it.items.add(new File(['%PDF-1.7 x'], 'd\\u00e9p\\u00f4t.pdf')); return it; }"
    )
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})
    expect(page.locator("#live")).to_contain_text("Déposé")
    assert (story.root / "inbox" / "dépôt.pdf").is_file()
    context.close()


def test_two_people_do_nothing_twice(chromium: Browser, address: str, numbers: Numbers) -> None:
    contexts = [opened(chromium, address) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(f"{address}/demandes/{numbers.returned}")
    pages[0].get_by_role("button", name="Je l’ai envoyée moi-même").click()
    expect(pages[0].locator(".facts").first).to_contain_text("partie")
    pages[1].get_by_role("button", name="Je l’ai envoyée moi-même").click()
    expect(pages[1].get_by_role("alert")).to_contain_text("Rien n’a été fait")
    expect(pages[1].get_by_role("alert")).to_contain_text("Lettre partie, par Ada")
    for context in contexts:
        context.close()


def test_news_reach_an_open_board_without_moving_it(
    chromium: Browser, address: str, numbers: Numbers
) -> None:
    context = opened(chromium, address)
    page, other = context.new_page(), context.new_page()
    page.goto(f"{address}/demandes/{numbers.accepted}")
    page.locator("#texte").fill("Ce que je suis en train d’écrire")
    other.goto(f"{address}/demandes/{numbers.returned}")
    other.get_by_role("button", name="Je m’en occupe").click()
    expect(other.locator(".facts").first).to_contain_text("Ada")
    page.bring_to_front()
    row = page.locator(".row", has_text=numbers.returned)
    expect(row.locator(".hand")).to_have_text("Ada", timeout=20_000)
    expect(page.locator("#texte")).to_have_value("Ce que je suis en train d’écrire")
    context.close()


def test_nothing_of_a_clients_is_run_or_fetched(
    chromium: Browser, address: str, numbers: Numbers
) -> None:
    context = opened(chromium, address)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{address}/demandes/{numbers.hostile}")
    page.goto(f"{address}/demandes/{numbers.accepted}")
    page.get_by_role("link", name=re.compile("psr")).first.click()
    expect(page.get_by_text("Étape 1").first).to_be_visible()
    assert page.evaluate("self.origin") == "null"
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    context.close()


def test_the_cookie_of_another_opens_nothing(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.context.add_cookies([{"name": "zenforms", "value": TOKEN, "url": address}])
    page.goto(f"{address}/")
    assert path_of(page.url) == "/connexion"
    page.close()
