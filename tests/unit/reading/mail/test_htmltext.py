"""The words of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.mail.htmltext import html_text


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>un</p><p>deux</p>", "un\n\ndeux"),
        ("un<br>deux<br/>trois", "un\ndeux\ntrois"),
        ("<style>p{}</style><p>vu</p>", "vu"),
        ("<head><title>x</title></head><body>vu</body>", "vu"),
        ("<script>x = '<p>caché</p>'</script>vu", "vu"),
        ("&eacute;t&#233; &amp; &lt;b&gt;", "été & <b>"),
        ("a&nbsp;:   b", "a : b"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "ab"),
        ("<p>un</p>" + "<br>" * 9 + "deux", "un\n\ndeux"),
        ("<p>jamais fermé", "jamais fermé"),
        ("texte <img src=", "texte"),
        ("", ""),
    ],
)
def test_only_what_a_reader_sees_is_told(page: str, words: str) -> None:
    assert html_text(page) == words


@given(st.text(max_size=300))
def test_no_page_makes_it_raise(page: str) -> None:
    assert isinstance(html_text(page), str)


@pytest.mark.hostile
@pytest.mark.parametrize("piece", ["<p>", "<!--", "<!", "&", "<a href='", "<![CDATA[", "</"])
def test_hostile_pages_cost_little(piece: str) -> None:
    assert isinstance(html_text(piece * (2_000_000 // len(piece))), str)
