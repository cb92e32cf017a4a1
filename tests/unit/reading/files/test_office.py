"""Office documents: their kind, their macros, their locks."""

import pytest

from tests.making.compound import Tree, compound
from zenforms.reading.files.danger import OfficeFacts, of_members, of_storage
from zenforms.reading.formats.ole import open_ole

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REMOTE = (
    b'<Relationship Type="http://schemas.example/attachedTemplate" '
    b'Target="https://x.example/y.dotm" TargetMode="External"/>'
)


def storage_facts(tree: Tree) -> OfficeFacts:
    storage = open_ole(compound(tree))
    assert storage is not None
    return of_storage(storage)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], WORD),
        (["[Content_Types].xml", "xl/workbook.xml"], "spreadsheetml.sheet"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "presentationml.presentation"),
        (["META-INF/MANIFEST.MF", "A.class"], "application/java-archive"),
        (["AndroidManifest.xml", "META-INF/MANIFEST.MF"], "android.package-archive"),
    ],
)
def test_a_package_is_known_by_its_members(names: list[str], kind: str) -> None:
    assert kind in (of_members(names, b"", b"").media_type or "")


def test_an_open_document_is_known_by_its_mimetype() -> None:
    facts = of_members(["mimetype", "content.xml"], b"application/vnd.oasis.opendocument.text", b"")
    assert facts == OfficeFacts("application/vnd.oasis.opendocument.text")


def test_an_ordinary_archive_is_none_of_them() -> None:
    assert of_members(["demande.pdf", "x.log"], b"", b"").media_type is None


@pytest.mark.parametrize(
    ("names", "relations"),
    [
        (["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], b""),
        (["[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"], b""),
        (
            ["[Content_Types].xml", "word/document.xml"],
            REMOTE,
        ),
    ],
    ids=["vba", "excel 4", "remote template"],
)
def test_macros_and_remote_templates_are_noticed(names: list[str], relations: bytes) -> None:
    assert of_members(names, b"", relations).macros


def test_a_plain_document_has_no_macros() -> None:
    assert not of_members(["[Content_Types].xml", "word/document.xml"], b"", b"").macros


def test_macros_of_an_open_document_are_noticed() -> None:
    names = ["mimetype", "Basic/Standard/Module1.xml"]
    assert of_members(names, b"application/vnd.oasis.opendocument.text", b"").macros


def test_old_documents_are_known_by_their_streams() -> None:
    assert storage_facts({"WordDocument": b"x"}) == OfficeFacts("application/msword")
    assert storage_facts({"Workbook": b"x"}) == OfficeFacts("application/vnd.ms-excel")


def test_macros_of_old_documents_are_noticed() -> None:
    assert storage_facts({"WordDocument": b"x", "Macros": {"VBA": {"dir": b"x"}}}).macros
    assert storage_facts({"Workbook": b"x", "_VBA_PROJECT_CUR": {"VBA": {"dir": b"x"}}}).macros


def test_a_locked_document_is_noticed() -> None:
    facts = storage_facts({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})
    assert facts.locked
    assert not facts.macros


def test_an_installer_is_noticed() -> None:
    assert storage_facts({"\u4840\u3f7f": b"x"}).media_type == "application/x-msi"
