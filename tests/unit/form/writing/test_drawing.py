from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.unit.form.made import CLIENT, blank, form
from zenforms.form.branding import Branding
from zenforms.form.build import build_form
from zenforms.form.layout.elements import MM, PAGE_HEIGHT, PAGE_WIDTH
from zenforms.form.writing.drawing import LogoError

SCALE = 3
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
