import pytest

from zenforms.desk.watching.inbox import is_arriving, is_ignored


@pytest.mark.parametrize(
    "name",
    [
        "~$facture.docx",
        ".DS_Store",
        ".~lock.facture.odt#",
        "._demande.pdf",
        "demande.pdf.part",
        "demande.pdf.crdownload",
        "Demande.TMP",
        "Thumbs.db",
        "desktop.ini",
        "@eaDir",
        "__MACOSX",
        "demande.pdf.filepart",
        "demande.pdf~",
        ".demande.pdf.swp",
    ],
)
def test_unfinished_copies_locks_and_litter_are_no_drops(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize("name", ["demande.pdf", "message.eml", "template.pdf", "a~b.pdf", "tmp"])
def test_ordinary_names_are_drops(name: str) -> None:
    assert not is_ignored(name)


def test_a_desk_may_ignore_more_but_never_less() -> None:
    assert is_ignored("Note.BAK", ("*.bak",))
    assert is_ignored("x.part", ("*.bak",))
    assert not is_ignored("note.bak")


def test_a_name_is_arriving_while_its_unfinished_part_is_there() -> None:
    assert is_arriving("x.pdf", {"x.pdf", "x.pdf.part"})
    assert not is_arriving("x.pdf", {"x.pdf", "y.pdf.part"})
