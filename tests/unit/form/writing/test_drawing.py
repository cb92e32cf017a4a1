from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.unit.form.made import CLIENT, blank, form
from zenforms.form.branding import Branding
from zenforms.form.build import build_form
from zenforms.form.layout.elements import (
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Decoration,
    DecorationShape,
    FormPage,
    Layout,
    Rect,
)
from zenforms.form.layout.styles import Colour, palette
from zenforms.form.writing.drawing import LogoError, draw_pages
from zenforms.language import Lang

SCALE = 3
PALETTE = palette("#1F4E79")
RED = (200, 30, 30)


def picture(pdf: bytes, page: int = 0) -> Image.Image:
    rendered = pypdfium2.PdfDocument(pdf)[page].render(scale=SCALE, may_draw_forms=False)
    made: Image.Image = rendered.to_pil().convert("RGB")
    return made


def pixel(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place in points from the bottom left."""
    found = image.getpixel((int(x * SCALE), int((PAGE_HEIGHT - y) * SCALE)))
    assert isinstance(found, tuple)
    return found


def branded(logo: Path) -> bytes:
    branding = Branding(vendor="Société Exemple", email="s@societe.example", logo=logo)
    return build_form(form(), client=CLIENT, branding=branding)


@pytest.mark.parametrize("page", [0, 1])
def test_corner_marks_stand_8_mm_from_the_edges(page: int) -> None:
    image = picture(blank(), page)
    near, far, top = 8 * MM, PAGE_WIDTH - 8 * MM, PAGE_HEIGHT - 8 * MM
    for x, y in ((near + 4, top), (far - 4, top), (near + 4, near), (far - 2, near + 2)):
        assert max(pixel(image, x, y)) < 100
    assert min(pixel(image, far - 7, near + 1)) > 240  # the square that tells up from down


def test_a_logo_is_drawn_at_the_top_right_and_keeps_its_shape(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (400, 100), RED).save(logo)
    image = picture(branded(logo))
    places = product(range(image.width), range(300))
    red = [place for place in places if image.getpixel(place) == RED]
    width = max(x for x, _ in red) - min(x for x, _ in red) + 1
    height = max(y for _, y in red) - min(y for _, y in red) + 1
    assert width / height == pytest.approx(4, rel=0.05)
    assert max(x for x, _ in red) == pytest.approx((PAGE_WIDTH - 15 * MM) * SCALE, abs=3)


def test_a_transparent_logo_has_no_black_ground(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (400, 100), (0, 0, 0, 0)).save(logo)
    right = PAGE_WIDTH - 15 * MM - 20
    assert pixel(picture(branded(logo)), right, PAGE_HEIGHT - 15 * MM - 4) == (255, 255, 255)


@pytest.mark.parametrize("data", [None, b"not a picture"])
def test_a_logo_that_cannot_be_read_is_an_error_that_names_it(
    data: bytes | None, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.png"
    if data is not None:
        logo.write_bytes(data)
    with pytest.raises(LogoError, match=r"logo\.png"):
        branded(logo)


def test_the_accent_of_the_desk_colours_the_title() -> None:
    def inks(accent: str) -> set[tuple[int, ...]]:
        branding = Branding(vendor="S", email="s@societe.example", accent=accent)
        image = picture(build_form(form(), client=CLIENT, branding=branding))
        title = image.crop((40 * SCALE, 44 * SCALE, 240 * SCALE, 68 * SCALE))
        return {colour for _, colour in title.getcolors(100_000) or ()}  # type: ignore[misc]

    assert (31, 78, 121) in inks("#1F4E79")
    assert (120, 20, 60) in inks("#78143C")


def test_a_form_is_a4() -> None:
    for page in pypdfium2.PdfDocument(blank()):
        assert page.get_size() == pytest.approx((595.276, 841.89), abs=0.01)


def colours_of(shape: DecorationShape) -> set[tuple[int, ...]]:
    """What a page shows that holds nothing but one decoration, edges of letters aside."""
    place = Rect(100, 400, 300, 440)
    drawn = draw_pages(Layout((FormPage((Decoration(shape, place),)),)), PALETTE, Lang.FR)
    image = picture(drawn).crop((90 * SCALE, 390 * SCALE, 310 * SCALE, 450 * SCALE))
    counted = image.getcolors(100_000) or ()
    return {colour for count, colour in counted if count > SCALE}  # type: ignore[misc]


def on_screen(colour: Colour) -> tuple[int, ...]:
    return tuple(round(part * 255) for part in colour)


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        (DecorationShape.FIELD, {"tint", "border"}),
        (DecorationShape.LIST, {"tint", "border", "muted"}),
        (DecorationShape.READ_ONLY, {"panel", "muted"}),
        (DecorationShape.PANEL, {"panel", "border"}),
        (DecorationShape.RULE, {"rule"}),
        (DecorationShape.BAR, {"mark"}),
        (DecorationShape.SIGN, {"mark"}),
    ],
)
def test_each_decoration_is_drawn_in_its_own_colours(
    shape: DecorationShape, wanted: set[str]
) -> None:
    found = colours_of(shape)
    named = {name: on_screen(getattr(PALETTE, name)) for name in ("tint", "border", "muted")}
    named |= {name: on_screen(getattr(PALETTE, name)) for name in ("panel", "rule", "mark")}
    assert {name for name, colour in named.items() if near(colour, found)} == wanted


def near(colour: tuple[int, ...], found: set[tuple[int, ...]]) -> bool:
    return any(max(abs(a - b) for a, b in zip(colour, one, strict=True)) <= 1 for one in found)
