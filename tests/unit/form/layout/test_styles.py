import pytest

from zenforms.form.layout.styles import WHITE, InkRole, colour, contrast, mix, palette

ACCENTS = ["#1F4E79", "#FFD700", "#FFFFFF", "#000000", "#E30613", "#7FD1AE"]


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == pytest.approx(1)


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("ink", InkRole)
def test_every_text_can_be_read_on_white_on_tints_and_on_panels(accent: str, ink: InkRole) -> None:
    made = palette(accent)
    for ground in (WHITE, made.tint):
        assert contrast(made.ink(ink), ground) >= 4.4
    assert contrast(made.muted, made.panel) >= 4.5
    assert contrast(made.text, made.panel) >= 4.5


@pytest.mark.parametrize("accent", ACCENTS)
def test_field_borders_stand_out(accent: str) -> None:
    made = palette(accent)
    assert contrast(made.border, WHITE) >= 3
    assert contrast(made.border, made.tint) >= 3


def test_a_readable_accent_is_kept_as_it_is() -> None:
    assert palette("#1F4E79").accent == colour("#1F4E79")


def test_a_light_accent_is_darkened() -> None:
    assert contrast(colour("#FFD700"), WHITE) < 4.5 <= contrast(palette("#FFD700").accent, WHITE)


def test_mixing_half_and_half_lands_in_the_middle() -> None:
    assert mix((0, 0, 0), WHITE, 0.5) == (0.5, 0.5, 0.5)


def test_anything_but_six_hexadecimal_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 3"):
        colour("#12")
