"""The page on viewers says what the committed samples show."""

from tests.viewers.page import PAGE, page


def test_the_page_on_viewers_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"
