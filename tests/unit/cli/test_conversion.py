"""Values of parameters: plain ones are converted here, the others by typer."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer

from zenforms.cli.conversion import convert_plainly


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def converted(*arguments: str) -> dict[str, object]:
    """What a command with one parameter of each kind is called with."""
    called: dict[str, object] = {}

    def run(
        words: Annotated[list[str] | None, typer.Argument()] = None,
        *,
        colour: Annotated[Colour, typer.Option()] = Colour.RED,
        colours: Annotated[list[Colour] | None, typer.Option()] = None,
        folder: Annotated[Path | None, typer.Option()] = None,
        count: Annotated[int, typer.Option(min=1)] = 1,
        day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
        quick: Annotated[bool, typer.Option("--quick")] = False,
    ) -> None:
        called.update(locals() | {"called": None})

    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(run)
    command = typer.main.get_command(app)
    convert_plainly(command.params)
    command.main(list(arguments), standalone_mode=False)
    return {name: value for name, value in called.items() if name != "called"}


def test_what_is_left_out_keeps_its_default() -> None:
    assert converted() == {
        "words": None,
        "colour": Colour.RED,
        "colours": None,
        "folder": None,
        "count": 1,
        "day": None,
        "quick": False,
    }


def test_words_choices_and_files_are_converted() -> None:
    given = converted("a", "b", "--colour", "blue", "--folder", "x", "--quick")
    assert given["words"] == ["a", "b"]
    assert given["colour"] is Colour.BLUE
    assert given["folder"] == Path("x")
    assert given["quick"] is True


def test_several_choices_are_converted_one_by_one() -> None:
    given = converted("--colours", "blue", "--colours", "red")
    assert given["colours"] == [Colour.BLUE, Colour.RED]


def test_numbers_and_dates_are_left_to_typer() -> None:
    given = converted("--count", "3", "--day", "2026-05-12")
    assert given["count"] == 3
    assert given["day"] == datetime(2026, 5, 12)  # noqa: DTZ001 - typer knows no zones


@pytest.mark.parametrize(
    "arguments",
    [("--colour", "green"), ("--count", "0"), ("--count", "x"), ("--day", "demain")],
)
def test_what_does_not_fit_is_complained_about_by_typer(arguments: tuple[str, ...]) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        converted(*arguments)
    assert refused.value.param is not None
    assert arguments[0] in refused.value.param.opts


def test_a_folder_that_may_not_be_read_is_complained_about(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        next(closed.iterdir(), None)
    except PermissionError:
        with pytest.raises(typer.BadParameter):
            converted("--folder", str(closed))
    finally:
        closed.chmod(0o700)
