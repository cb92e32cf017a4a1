"""The language is known before any command is."""

import pytest

from zenforms.cli.locale import Locale, heard
from zenforms.errors import UsageError
from zenforms.language import Lang


def test_french_is_spoken_unless_asked_otherwise() -> None:
    assert heard(["fields", "a.pdf"], {}) == (Locale(Lang.FR), ["fields", "a.pdf"])


@pytest.mark.parametrize(
    "arguments", [["--lang", "en", "fields"], ["fields", "--lang=en"], ["fields", "--lang", "EN"]]
)
def test_the_option_may_stand_anywhere(arguments: list[str]) -> None:
    assert heard(arguments, {}) == (Locale(Lang.EN, asked=Lang.EN), ["fields"])


def test_the_variable_speaks_when_the_option_does_not() -> None:
    assert heard([], {"ZENFORMS_LANG": "en"})[0] == Locale(Lang.EN)
    assert heard(["--lang", "fr"], {"ZENFORMS_LANG": "en"})[0] == Locale(Lang.FR, asked=Lang.FR)


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert heard([], {"ZENFORMS_LANG": ""})[0] == Locale(Lang.FR)


def test_words_after_two_dashes_are_file_names() -> None:
    assert heard(["fields", "--", "--lang", "en"], {})[1] == ["fields", "--", "--lang", "en"]


@pytest.mark.parametrize("arguments", [["--lang", "de"], ["--lang"], ["--lang="]])
def test_another_language_is_a_usage_error(arguments: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        heard(arguments, {})
    assert caught.value.exit_code == 2
    assert "--lang" in caught.value.sentence(Lang.FR)


def test_a_wrong_variable_is_named() -> None:
    with pytest.raises(UsageError, match="ZENFORMS_LANG"):
        heard([], {"ZENFORMS_LANG": "français"})
