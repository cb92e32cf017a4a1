"""A picture of the screen serves as evidence; so does what is announced as one, with its price."""

from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED, codes, desk_of, file_of, judged
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Evidence, Policy
from zenforms.reading.evidence import Recording, RecordingKind
from zenforms.reading.submission import Aside, DropFile, PictureKind, Role

MALFUNCTION = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
SCREENSHOT = replace(
    file_of("facture.png", Role.SCREENSHOT),
    recording=Recording(RecordingKind.SCREENSHOTS),
    picture=PictureKind.SCREEN,
)
PHOTOGRAPH = replace(file_of("IMG_0001.jpg", Role.DOCUMENT), picture=PictureKind.PHOTOGRAPH)
DOUBTFUL = replace(
    file_of("image001.png", Role.OTHER), picture=PictureKind.WINDOW, aside=Aside.DOUBTFUL
)
LOGO = replace(file_of("logo.png", Role.DECORATION), picture=PictureKind.LOGO, aside=Aside.LOGO)
CARD = replace(file_of("camille.vcf", Role.BY_PRODUCT), aside=Aside.CARD)
NAMED = MALFUNCTION.with_answers(psr_attached="yes", psr_files="IMG_0001.jpg")


def test_one_screenshot_serves_as_evidence_and_needs_no_declaration() -> None:
    outcome = judged(MALFUNCTION, files=(SCREENSHOT,))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert not codes(outcome) & {"ZF401", "ZF430", "ZF441", "ZF590", "ZF592"}


def test_a_desk_that_takes_recordings_only_takes_no_pictures() -> None:
    desk = desk_of(Policy(evidence=Evidence(recordings=(RecordingKind.PSR,))))
    for files in ((SCREENSHOT,), (PHOTOGRAPH,)):
        assert "ZF401" in codes(judged(NAMED, desk=desk, files=files))


@pytest.mark.parametrize(
    ("psr_files", "name"),
    [("IMG_0001.jpg", "IMG_0001.jpg"), (None, "IMG_0001.jpg"), ("rien", "photo de l'écran.jpg")],
    ids=["named by the form", "announced by its tick", "called so"],
)
def test_an_announced_photograph_serves_and_needs_the_declaration(
    psr_files: str | None, name: str
) -> None:
    said = MALFUNCTION.with_answers(psr_attached="yes", psr_files=psr_files)
    photograph = replace(PHOTOGRAPH, name=name)
    without = judged(said, files=(photograph,))
    assert (without.kind, "ZF430" in codes(without)) == (OutcomeKind.INCOMPLETE, True)
    declared = judged(said.with_answers(not_confidential="yes"), files=(photograph,))
    assert declared.kind is OutcomeKind.ACCEPTED
    assert not codes(declared) & {"ZF401", "ZF440", "ZF442"}
    assert "ZF592" in codes(declared)


def test_a_photograph_that_nobody_announced_is_a_document() -> None:
    outcome = judged(MALFUNCTION.with_answers(not_confidential="yes"), files=(PHOTOGRAPH,))
    assert {"ZF401", "ZF591"} <= codes(outcome)


def test_a_doubtful_picture_serves_only_where_it_is_announced() -> None:
    assert {"ZF401", "ZF590"} <= codes(judged(MALFUNCTION, files=(DOUBTFUL,)))
    announced = judged(MALFUNCTION.with_answers(psr_attached="yes"), files=(DOUBTFUL,))
    assert announced.kind is OutcomeKind.ACCEPTED
    assert not codes(announced) & {"ZF401", "ZF430", "ZF590"}


@pytest.mark.parametrize("file", [LOGO, CARD], ids=["decoration", "by-product"])
def test_what_nobody_attached_answers_nothing_and_asks_nothing(file: DropFile) -> None:
    outcome = judged(FILLED.with_answers(document_attached="yes"), files=(file, file))
    assert "ZF440" in codes(outcome)
    assert not codes(outcome) & {"ZF430", "ZF441", "ZF443"}


def test_a_small_picture_that_the_form_names_as_its_document_is_one() -> None:
    said = FILLED.with_answers(document_attached="yes", document_files="logo.png")
    outcome = judged(said, files=(LOGO,))
    assert "ZF105" in codes(outcome)
    assert not codes(outcome) & {"ZF440", "ZF442"}
    undeclared = judged(FILLED.with_answers(document_files="logo.png"), files=(LOGO,))
    assert "ZF430" in codes(undeclared)
