"""Kinds of files in words that everybody knows."""

import pytest

from zenforms.judging.evidence import kind_of_file


@pytest.mark.parametrize(
    ("media_type", "french"),
    [
        ("image/png", "une image"),
        ("application/pdf", "un document PDF"),
        ("text/plain", "un fichier texte"),
        ("application/vnd.ms-excel", "un document de bureautique"),
        ("application/vnd.ms-cab-compressed", "une archive d’autres fichiers"),
        ("message/rfc822", "un message"),
        ("application/octet-stream", "un autre type de fichier"),
        ("", "un autre type de fichier"),
    ],
)
def test_a_kind_is_said_without_its_media_type(media_type: str, french: str) -> None:
    assert kind_of_file(media_type).fr == french
