from dataclasses import replace
from typing import Literal

import pytest

from tests.unit.judging.bench import FILLED, Filled, codes, desk_of, fields_with, file_of, judged
from zenforms.findings import Severity
from zenforms.judging.case import OutcomeKind
from zenforms.judging.contract import coverage_of, decompte_of
from zenforms.judging.evidence import announced_names
from zenforms.judging.policy import Evidence, Policy
from zenforms.language import Lang
from zenforms.reading.evidence import LogFacts, Recording, RecordingKind, Step
from zenforms.reading.submission import Channel, DropFile, Envelope, Role

MALFUNCTION = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
SERVICE = MALFUNCTION.with_answers(service_involved="yes", service_name="Import")
PSR = replace(
    file_of("psr.zip", Role.PSR), recording=Recording(RecordingKind.PSR, steps=(Step(1),))
)
LOG = replace(file_of("import.log", Role.LOG), log=LogFacts(lines=12, from_zen=True))
DOCUMENT = file_of("facture.pdf", Role.DOCUMENT)


def _film() -> DropFile:
    return replace(file_of("film.mp4", Role.PSR), recording=Recording(RecordingKind.VIDEO))


def test_a_malfunction_needs_a_psr_report_among_the_files() -> None:
    without = judged(MALFUNCTION)
    assert (without.kind, fields_with(without, "ZF401")) == (
        OutcomeKind.INCOMPLETE,
        {"psr_attached"},
    )
    with_report = judged(MALFUNCTION, files=(PSR,))
    assert with_report.kind is OutcomeKind.ACCEPTED
    assert "ZF401" not in codes(with_report)


def test_a_tick_alone_is_no_report_and_is_told_once() -> None:
    outcome = judged(MALFUNCTION.with_answers(psr_attached="yes"))
    assert [f.code for f in outcome.report.about("psr_attached")] == ["ZF401"]


def test_an_assistance_without_report_is_only_noted() -> None:
    outcome = judged(FILLED)
    assert (outcome.kind, "ZF402" in codes(outcome)) == (OutcomeKind.ACCEPTED, True)
    assert outcome.report.verdict is Severity.INFO
    assert "ZF402" not in codes(judged(FILLED, files=(PSR,)))
    assert "ZF402" not in codes(judged(FILLED.with_answers(tma_service="scripts")))


PICTURE = replace(
    file_of("écran.png", Role.SCREENSHOT), recording=Recording(RecordingKind.SCREENSHOTS)
)
VAGUE = MALFUNCTION.with_answers(summary="Ça ne marche pas", description="Toujours en panne, pb.")


@pytest.mark.parametrize(
    ("recording", "files", "filled", "expected"),
    [
        ("pictures", (PICTURE,), MALFUNCTION, "ZF405"),
        ("pictures", (PICTURE,), VAGUE, "ZF406"),
        ("pictures", (PICTURE, PSR), VAGUE, None),
        ("pictures", (_film(),), VAGUE, None),
        ("pictures", (), MALFUNCTION, "ZF401"),
        ("recording", (PICTURE,), MALFUNCTION, "ZF401"),
        ("recording", (_film(),), MALFUNCTION, None),
        ("psr", (_film(),), MALFUNCTION, "ZF401"),
        ("psr", (PICTURE,), MALFUNCTION, "ZF401"),
        ("psr", (PSR,), MALFUNCTION, None),
    ],
)
def test_what_will_do_is_the_desks_to_say(
    recording: Literal["psr", "recording", "pictures"],
    files: tuple[DropFile, ...],
    filled: Filled,
    expected: str | None,
) -> None:
    desk = desk_of(Policy(evidence=Evidence(recording=recording)))
    said = codes(judged(filled, files=files, desk=desk))
    assert said & {"ZF401", "ZF405", "ZF406"} == ({expected} if expected else set())


BLOCKING = MALFUNCTION.with_answers(urgency="blocking")


@pytest.mark.parametrize(
    ("filled", "policy", "kind"),
    [
        (BLOCKING, Policy(), OutcomeKind.ACCEPTED),
        (SERVICE.with_answers(urgency="blocking"), Policy(), OutcomeKind.ACCEPTED),
        (BLOCKING.with_answers(desk_version=None), Policy(), OutcomeKind.INCOMPLETE),
        (BLOCKING.with_answers(urgency="high"), Policy(), OutcomeKind.INCOMPLETE),
        (BLOCKING, Policy(evidence=Evidence(blocking_opens=False)), OutcomeKind.INCOMPLETE),
        (
            BLOCKING.with_hidden(client_id="EX-002").with_answers(
                client_name="Atelier Modèle", mode="no_tma"
            ),
            Policy(),
            OutcomeKind.INCOMPLETE,
        ),
    ],
)
def test_a_blocking_malfunction_under_tma_does_not_wait_for_its_evidence(
    filled: Filled, policy: Policy, kind: OutcomeKind
) -> None:
    outcome = judged(filled, desk=desk_of(policy))
    assert outcome.kind is kind
    if kind is OutcomeKind.ACCEPTED:
        assert codes(outcome) & {"ZF401", "ZF403"}
        assert decompte_of(outcome.case, outcome.report, coverage_of(outcome.case)) == ()


def test_a_suggestion_needs_no_evidence() -> None:
    outcome = judged(FILLED.with_answers(type="evolution"))
    assert not {code for code in codes(outcome) if code.startswith("ZF4")}


def test_a_mail_without_form_is_not_asked_for_evidence() -> None:
    mail = Envelope(channel=Channel.EMAIL, sender="b@client.example", subject="Aide", body="Aide")
    assert not {code for code in codes(judged(envelope=mail)) if code.startswith("ZF4")}


def test_of_a_call_that_is_refused_no_evidence_is_asked() -> None:
    call = FILLED.with_hidden(channel="phone", client_id="EX-002")
    refused = judged(call.with_answers(client_name="Atelier Modèle", service_involved="yes"))
    assert refused.kind is OutcomeKind.REFUSED
    assert not {code for code in codes(refused) if code.startswith("ZF4")}


def test_a_successor_of_psr_is_accepted_unless_the_desk_takes_it_off() -> None:
    assert "ZF401" not in codes(judged(MALFUNCTION, files=(_film(),)))
    strict = desk_of(Policy(evidence=Evidence(recordings=(RecordingKind.PSR,))))
    refused = judged(MALFUNCTION, files=(_film(),), desk=strict)
    assert {"ZF401", "ZF419"} <= codes(refused)
    assert "ZF419" not in codes(judged(MALFUNCTION, files=(_film(),)))


def test_a_service_that_fails_needs_its_logs_and_they_stand_in_for_the_report() -> None:
    without = judged(SERVICE)
    assert (without.kind, codes(without) & {"ZF401", "ZF403"}) == (
        OutcomeKind.INCOMPLETE,
        {"ZF403"},
    )
    assert judged(SERVICE, files=(LOG,)).kind is OutcomeKind.ACCEPTED
    assert "ZF403" in codes(judged(SERVICE, files=(PSR,)))


def test_a_service_that_nobody_named_is_said_to_be_so() -> None:
    outcome = judged(SERVICE.with_answers(service_name=None))
    (told,) = [f for f in outcome.report.findings if f.code == "ZF403"]
    assert "(non précisé)" in told.message(Lang.FR)


def test_empty_or_binary_logs_are_no_logs() -> None:
    for facts in (LogFacts(), LogFacts(lines=3, binary=True)):
        assert "ZF403" in codes(judged(SERVICE, files=(replace(LOG, log=facts),)))


def test_a_service_in_an_assistance_is_only_warned_of_missing_logs() -> None:
    request = FILLED.with_answers(service_involved="yes", service_name="Import")
    outcome = judged(request)
    assert (outcome.kind, "ZF404" in codes(outcome)) == (OutcomeKind.ACCEPTED, True)
    assert "ZF404" not in codes(judged(request, files=(LOG,)))


def test_a_document_without_the_declaration_goes_back_and_is_told_once() -> None:
    outcome = judged(FILLED, files=(DOCUMENT,))
    assert (outcome.kind, "ZF430" in codes(outcome)) == (OutcomeKind.INCOMPLETE, True)
    announced = judged(FILLED.with_answers(document_attached="yes"), files=(DOCUMENT,))
    assert codes(announced) & {"ZF105", "ZF430"} == {"ZF105"}
    declared = FILLED.with_answers(document_attached="yes", not_confidential="yes")
    assert judged(declared, files=(DOCUMENT,)).kind is OutcomeKind.ACCEPTED
    assert "ZF430" not in codes(judged(declared, files=(DOCUMENT,)))


def test_what_is_announced_and_did_not_come_is_a_warning() -> None:
    form = FILLED.with_answers(
        type="evolution",
        psr_attached="yes",
        logs_attached="yes",
        document_attached="yes",
        not_confidential="yes",
    )
    assert fields_with(judged(form), "ZF440") == {
        "psr_attached",
        "logs_attached",
        "document_attached",
    }
    assert "ZF440" not in codes(judged(form, files=(PSR, LOG, DOCUMENT)))


def test_what_came_and_was_not_announced_is_mentioned_without_its_name() -> None:
    outcome = judged(FILLED.with_answers(not_confidential="yes"), files=(PSR, DOCUMENT))
    assert fields_with(outcome, "ZF441") == {"psr_attached", "document_attached"}
    said = [f.message(Lang.FR) for f in outcome.report.findings if f.code == "ZF441"]
    assert not any("facture" in message for message in said)
    assert "ZF441" not in codes(judged(FILLED.with_answers(psr_attached="yes"), files=(PSR,)))


def test_a_file_named_in_the_form_is_looked_for() -> None:
    form = FILLED.with_answers(psr_attached="yes", psr_files="PSR.zip ; « suite.zip »")
    outcome = judged(form, files=(PSR,))
    (finding,) = [f for f in outcome.report.findings if f.code == "ZF442"]
    assert "suite.zip" in finding.message(Lang.FR)
    named = FILLED.with_answers(psr_attached="yes", psr_files="psr.zip")
    assert "ZF442" not in codes(judged(named, files=(PSR,)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("psr.zip", ("psr.zip",)),
        ("a b.log, c.log et d.txt", ("a b.log", "c.log", "d.txt")),
        ("« capture 1.png »\nvoir aussi le mail", ("capture 1.png",)),
        ("le rapport ci-joint", ()),
        ("", ()),
    ],
)
def test_file_names_are_read_out_of_what_people_write(text: str, names: tuple[str, ...]) -> None:
    assert announced_names(text) == names


def test_the_same_content_twice_is_mentioned_without_naming_what_is_held_back() -> None:
    again = replace(PSR, name="copie.zip")
    assert "ZF443" in codes(judged(FILLED, files=(PSR, again)))
    assert "ZF443" not in codes(judged(FILLED, files=(PSR, LOG)))
    held = judged(FILLED, files=(DOCUMENT, replace(DOCUMENT, name="facture (1).pdf")))
    (finding,) = [f for f in held.report.findings if f.code == "ZF443"]
    assert "facture" not in finding.message(Lang.FR)
