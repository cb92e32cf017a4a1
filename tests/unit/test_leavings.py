"""Names that nobody's file has, and names that only look like them."""

import unicodedata
from collections.abc import Callable

import pytest

from zenforms.leavings import Leaving, awaited, is_awaited, leaving

KNOWN: dict[Leaving, tuple[str, ...]] = {
    Leaving.LITTER: (
        "#recycle", "@Recycle", "$RECYCLE.BIN", ".recycle", "RECYCLER", ".Trash-1000", ".Trashes",
        "System Volume Information", ".snapshot", ".snapshots", "#snapshot", "~snapshot",
        "lost+found", "FOUND.000", "@eaDir", "@tmp", ".@__thumb", "Network Trash Folder",
        "Temporary Items", ".TemporaryItems", "Icon\r", "Thumbs.db", "ehthumbs.db",
        "ehthumbs_vista.db", "desktop.ini", "__MACOSX", "._demande.pdf", ".DS_Store",
        "demande.pdf:Zone.Identifier", "demande.pdf:Zone.Identifier:$DATA",
        "x.pdf\uf022Zone.Identifier",
        "x.pdf\uf03aAFP_AfpInfo", "Thumbs.db:encryptable", "x.pdf:com.dropbox.attrs", "x.pdf:$DATA",
        ".fuse_hidden0000a1", ".nfs00000000012a", ".smbdelete1234", ".owncloudsync.log",
        "._sync_0a1b.db", ".sync_0a1b.db-wal", "sync.ffs_db", "sync.ffs_lock", ".dropbox.cache",
        ".dropbox", ".stfolder", ".stversions", ".sync", ".tmp.driveupload", ".Spotlight-V100",
    ),
    Leaving.LOCK: (
        "~$demande.docx", ".~lock.demande.odt#", "demande.pdf.lock", "base.laccdb", ".#x",
    ),
    Leaving.UNFINISHED: (
        "x.part", "x.pdf.partial", "x.filepart", "x.crdownload", "x.opdownload", "x.download",
        "x.pdf.!ut", "x.pdf.!sync", "x.pdf!sync", "x.bts", "x.pdf.aria2", "x.pdf.!qB", "x.bc!",
        "x.fdmdownload", "x.pdf.sb-0a1b2c3d-Ab3dEf", "~syncthing~x.pdf.tmp", ".syncthing.x.pdf.tmp",
        ".x.pdf.AbCdEf", ".x.pdf.~1a2b3c", ".unison.x.pdf.1a2b.unison.tmp", "x.pdf.ffs_tmp",
        ".goutputstream-1A2B3C", ".in.x.pdf.", "x.pdf.1a2b3c4d.partial", "x.xltd",
    ),
    Leaving.PLACEHOLDER: (
        "x.pdf.nextcloud", "x.pdf.owncloud", ".x.pdf.icloud", "x.gdoc", "x.gsheet", "x.pdf.rslsf",
        "x.pdf.cloud",
    ),
    Leaving.TEMPORARY: ("x.tmp", "~WRL0001.tmp", "x.pdf~", "#x#", ".x.swp", "~DF12"),
    Leaving.SHORTCUT: ("x.lnk", "x.url", "x.webloc", "x.desktop"),
    Leaving.HIDDEN: (".demande", ".x"),
}  # fmt: skip
ORDINARY = (
    "demande.pdf", "message.eml", "Envoi", "recycle.pdf", "snapshot.png", "corbeille.txt", "trash",
    "a~b.pdf", "tmp", "archive.part1.rar", "lock.pdf", "Note: urgent.pdf", "Icon.png", "part",
    "demande (Copie en conflit de Camille 2026-11-30).pdf", "demande (1).pdf", "url.pdf",
    "demande.sync-conflict-20261130-101010-ABCDEFG.pdf", "demande_conflict-20261130-1010.pdf",
    "demande-PC de Camille.pdf", "download.pdf", "cloud.pdf", "system volume information.pdf",
)  # fmt: skip
"""A conflict copy holds what somebody saved: it is taken, and its twin is a duplicate of it."""

SPELLINGS: tuple[Callable[[str], str], ...] = (
    str, str.upper, str.lower, lambda n: unicodedata.normalize("NFD", n), str.swapcase,
)  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), [(k, n) for k, names in KNOWN.items() for n in names])
def test_a_leaving_is_known_in_any_spelling(kind: Leaving, name: str) -> None:
    for spell in SPELLINGS:
        assert leaving(spell(name)) is kind, spell(name)


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_name_is_nobodys_leaving(name: str) -> None:
    for spell in SPELLINGS:
        assert leaving(spell(name)) is None, spell(name)


def test_a_stream_without_a_known_name_is_one_beside_its_file() -> None:
    assert leaving("x.pdf:note", {"x.pdf", "x.pdf:note"}) is Leaving.LITTER
    assert leaving("x.pdf:note", {"y.pdf", "x.pdf:note"}) is None


@pytest.mark.parametrize(
    "unfinished",
    [
        "demande.pdf.part", "demande.nRbYq0Xx.pdf.part", "demande.pdf.crdownload",
        "demande.pdf.tmp",
        "demande.pdf.aria2", "demande.pdf!sync", "demande.pdf.!sync", ".demande.pdf.Ab12Cd",
        ".syncthing.demande.pdf.tmp", "~syncthing~demande.pdf.tmp", ".demande.pdf.~1a2b",
        "demande.pdf.1a2b3c4d.partial", "demande.pdf.sb-0a1b2c3d-Ab3dEf", ".in.demande.pdf.",
        ".unison.demande.pdf.1a2b.unison.tmp", "DEMANDE.PDF.PART",
    ],
)  # fmt: skip
def test_an_unfinished_copy_tells_what_it_will_be_called(unfinished: str) -> None:
    finals = awaited([unfinished, "autre.pdf"])
    assert is_awaited("demande.pdf", finals)
    assert is_awaited("Demande.PDF", finals)
    assert not is_awaited("autre.pdf", finals)
