"""The plain text stays readable in every mail program."""

from zenforms.language import Lang
from zenforms.present.document import Fact, Facts, Heading, Paragraph, Point, Points
from zenforms.present.letters.letter import WIDTH, Letter, plain_text


def text_of(*blocks: Paragraph | Heading | Points | Facts) -> str:
    return plain_text(Letter("S", Lang.FR, blocks, ("Fin",)))


def test_lines_are_wrapped_at_spaces() -> None:
    lines = text_of(Paragraph("mot " * 100)).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert all(line == line.strip() for line in lines)


def test_a_no_break_space_holds() -> None:
    said = text_of(Paragraph("x" * 68 + " Pourquoi\u00a0?"))
    assert "Pourquoi\u00a0?" in said.splitlines()


def test_an_address_longer_than_a_line_is_not_cut() -> None:
    address = f"{'a' * 90}@client.example"
    assert address in text_of(Paragraph(f"Écrivez à {address} demain.")).splitlines()


def test_points_are_numbered_and_hang() -> None:
    said = text_of(Points((Point("un", ("comment",), "charte"), Point("deux")), numbered=True))
    assert said.splitlines()[:4] == [
        " 1. un",
        "    comment",
        "    «\u00a0charte\u00a0»",
        " 2. deux",
    ]


def test_facts_stand_in_two_columns() -> None:
    said = text_of(Facts((Fact("Un", "demain"), Fact("Le second", "après-demain"))))
    assert said.splitlines()[:2] == ["  Un         demain", "  Le second  après-demain"]


def test_blocks_are_parted_by_an_empty_line_and_the_signature_is_last() -> None:
    assert text_of(Paragraph("a"), Heading("Titre")) == "a\n\nTitre\n-----\n\nFin\n"
