"""A request that staff take by telephone: written as a form, and judged like every other."""

from collections.abc import Mapping
from dataclasses import dataclass

from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.setup.branding import branding_of
from zenforms.desk.setup.maps import form_maps
from zenforms.desk.setup.opening import OpenDesk
from zenforms.findings import Severity
from zenforms.form.branding import FormClient, Stamp
from zenforms.form.build import build_form
from zenforms.form.definition import Form
from zenforms.judging.case import Outcome
from zenforms.judging.policy import Client
from zenforms.language import Lang
from zenforms.reading.document import read_document
from zenforms.reading.submission import Channel, Submission


@dataclass(frozen=True, slots=True)
class Oral:
    """Who calls, on which form, at which desk."""

    opened: OpenDesk
    form: Form
    client: Client

    def built(self, answers: Mapping[str, object]) -> bytes:
        """The form with the answers, marked as taken by telephone."""
        keys = self.opened.desk.keys
        return build_form(
            self.form,
            client=FormClient(self.client.id, self.client.name),
            branding=branding_of(self.opened.desk.policy, self.opened.root),
            lang=Lang(self.client.language),
            key=keys[0] if keys else None,
            stamp=Stamp(channel=Channel.PHONE.value),
            answers=answers,
        )

    def judged(self, content: bytes) -> Outcome:
        """The verdict of the same rules that judge everything else."""
        document = read_document(
            content, name=f"{self.form.form}.pdf", maps=form_maps(self.opened.desk.policy.forms)
        )
        submission = Submission(document.name, document.sha256, documents=(document,))
        return judge_drop(submission, self.opened.desk, self.opened.clock.now())

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"telephone-{self.client.id}-{self.opened.clock.now():%Y%m%d-%H%M%S}.pdf"


def marked_fields(outcome: Outcome) -> frozenset[str]:
    """The fields that something is to be said about."""
    heavy = (f for f in outcome.report.findings if f.severity >= Severity.WARNING)
    return frozenset(finding.field for finding in heavy if finding.field)
