from datetime import date
from pathlib import Path

import pytest

from zenforms.desk.spool.folders import (
    OUTCOMES,
    archive_place,
    code_of,
    day_of,
    existing_places,
    is_number,
    outcome_place,
)
from zenforms.judging.case import OutcomeKind

NUMBER = "ZF-260512-7K3QM"


def test_every_outcome_has_a_folder_of_its_own() -> None:
    assert set(OUTCOMES) == set(OutcomeKind)
    assert len(set(OUTCOMES.values())) == len(OUTCOMES)


def test_the_place_in_the_archive_is_read_off_the_number() -> None:
    assert archive_place(NUMBER) == f"archive/2026/05/{NUMBER}"
    assert archive_place(NUMBER, restricted=True) == f"archive/restricted/2026/05/{NUMBER}"
    assert archive_place(f"{NUMBER}-2") == f"archive/2026/05/{NUMBER}-2"


@pytest.mark.parametrize("text", ["", "ZF-260512-7K3Q", "ZF-260512-7K3QI", "../x", NUMBER + "/.."])
def test_what_is_no_number_has_no_place(text: str) -> None:
    assert not is_number(text)
    with pytest.raises(ValueError, match=r".*"):
        archive_place(text)
    with pytest.raises(ValueError, match=r".*"):
        day_of(text)


def test_a_number_tells_its_day_and_its_code() -> None:
    assert day_of(NUMBER) == date(2026, 5, 12)
    assert code_of(NUMBER) == "7K3QM"
    assert code_of(f"{NUMBER}-2") is None


def test_the_places_that_a_number_has_are_found(tmp_path: Path) -> None:
    assert existing_places(tmp_path, NUMBER) == []
    place = tmp_path / outcome_place(OutcomeKind.INCOMPLETE, NUMBER)
    place.mkdir(parents=True)
    assert existing_places(tmp_path, NUMBER) == [place]
