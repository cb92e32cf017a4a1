"""What the machine refuses is said in words, with the system's code beside them."""

import pytest

from zenforms.cli.views.telling import refusal
from zenforms.language import Lang


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        ("OSError ENOSPC", "le disque est plein, ENOSPC"),
        ("PermissionError EACCES", "un droit manque, ou un programme tient le fichier, EACCES"),
        ("ScannerAwayError ECONNREFUSED", "l’antivirus ne répond pas, ECONNREFUSED"),
        ("StillWrittenError EBUSY", "le dépôt est encore en train d’arriver, EBUSY"),
    ],
)
def test_a_known_reason_is_said_in_words(reason: str, french: str) -> None:
    assert refusal(reason, Lang.FR) == french
    assert refusal(reason, Lang.EN).endswith(reason.split()[1])


def test_an_unknown_reason_is_told_as_it_is_and_harmless() -> None:
    assert refusal("KeyError", Lang.FR) == "KeyError"
    assert "\x1b" not in refusal("\x1b[31mOSError E", Lang.EN)
