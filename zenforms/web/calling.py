"""A request by telephone, typed into the form's own questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from zenforms.desk.handling.oral import Oral, marked_fields
from zenforms.desk.setup.branding import issuing
from zenforms.errors import ZenformsError
from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    LongTextField,
    RadioField,
    TextField,
    offered,
)
from zenforms.form.library import form_called
from zenforms.judging.case import Outcome
from zenforms.judging.policy import Client
from zenforms.judging.prepare import REQUEST_FORM
from zenforms.language import Lang
from zenforms.web.dropping import arrived_rows
from zenforms.web.entrance import Entrance
from zenforms.web.pages import render
from zenforms.web.sessions import Session
from zenforms.web.state import DeskState
from zenforms.web.texts import TEXTS
from zenforms.web.uploads import Uploads

_MOST_LISTED = 2_000
_PREFIX = "r-"
"""Begins the names of answers, so that no field is called like one of the page's own."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the page asks it; `marks` is what the rules say of the answer."""

    name: str
    label: str
    help: str
    kind: str
    value: str
    required: bool
    longest: int
    choices: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]


class Calling:
    """The page under `/saisir`."""

    def __init__(self, state: DeskState, uploads: Uploads, entrance: Entrance) -> None:
        self._state = state
        self._uploads = uploads
        self._entrance = entrance

    async def page(self, _request: Request, session: Session) -> Response:
        """The empty form."""
        return await run_in_threadpool(self._page, session, {})

    async def form(self, request: Request, session: Session) -> Response:
        """What was typed: judged, shown again when the rules mark something, else recorded."""
        fields = await self._entrance.own_fields(request, session)
        return await run_in_threadpool(self._taken, session, fields)

    def _taken(self, session: Session, fields: Mapping[str, str]) -> Response:
        state, lang = self._state, self._state.lang
        show = partial(self._page, session, fields)
        client = self._client(fields.get("client", ""))
        if client is None:
            return show(notice=TEXTS["no_client"].to(lang))
        try:
            opened = issuing(state.opened)
            form = form_called(REQUEST_FORM, opened.desk.policy.forms)
            oral = Oral(opened, form, client)
            content = oral.built(dict(_answers(form, fields)))
            outcome = oral.judged(content)
        except ZenformsError as error:
            return show(notice=error.sentence(lang).replace("\n", " "))
        if marked_fields(outcome) and fields.get("geste") != "quand-meme":
            return show(notice=TEXTS["call_marked"].to(lang), outcome=outcome)
        name = self._uploads.lay(oral.name, content)
        said = TEXTS["recorded"].fill(lang, {"name": name})
        return self._page(session, {}, notice=said, tone="good")

    def _client(self, said: str) -> Client | None:
        """The client whose id or name this is, or both as the list of the page has them."""
        register = self._state.opened.desk.register
        wanted = " ".join(said.split()).casefold()
        for one in register.clients if register and wanted else ():
            if wanted in {one.id.casefold(), one.name.casefold(), _listed(one).casefold()}:
                return one
        return None

    def _page(
        self,
        session: Session,
        fields: Mapping[str, str],
        *,
        notice: str = "",
        tone: str = "bad",
        outcome: Outcome | None = None,
    ) -> Response:
        state = self._state
        form = form_called(REQUEST_FORM, state.opened.desk.policy.forms)
        register = state.opened.desk.register
        return render(
            "call.html",
            lang=state.lang,
            desk_name=state.opened.desk.policy.vendor.name,
            session=session,
            status=200 if tone == "good" or not notice else 422,
            mark=state.snapshot().mark,
            notice={"text": notice, "tone": tone} if notice else None,
            client=fields.get("client", ""),
            clients=[_listed(one) for one in register.clients[:_MOST_LISTED]] if register else [],
            sections=list(_sections(form, fields, outcome, state.lang)),
            is_judged=outcome is not None,
            arrived=arrived_rows(state),
        )


def _listed(client: Client) -> str:
    return f"{client.id} – {client.name}"


def _sections(
    form: Form, fields: Mapping[str, str], outcome: Outcome | None, lang: Lang
) -> Iterator[tuple[str, list[Question]]]:
    for section in form.sections:
        asked = [_question(one, fields, outcome, lang) for one in section.fields if _is_asked(one)]
        if asked:
            yield section.title.to(lang), asked


def _is_asked(field: AnyField) -> bool:
    return not (isinstance(field, TextField) and field.read_only)


def _question(
    field: AnyField, fields: Mapping[str, str], outcome: Outcome | None, lang: Lang
) -> Question:
    kind, longest = "text", 200
    choices: tuple[tuple[str, str], ...] = ()
    if isinstance(field, LongTextField):
        kind, longest = "long", field.max_length or 20_000
    elif isinstance(field, ChoiceField | RadioField):
        kind = "choice"
        choices = tuple((one.code, one.label.to(lang)) for one in offered(field))
    elif isinstance(field, CheckboxField):
        kind = "tick"
    else:
        longest = field.max_length or longest
    marks = outcome.report.about(field.name) if outcome else ()
    return Question(
        name=f"{_PREFIX}{field.name}",
        label=field.label.to(lang),
        help=field.help.to(lang) if field.help else "",
        kind=kind,
        value=fields.get(f"{_PREFIX}{field.name}", ""),
        required=field.required,
        longest=longest,
        choices=choices,
        marks=tuple(one.message(lang) for one in marks),
    )


def _answers(form: Form, fields: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """The answers that were given; a box that is not ticked is none."""
    for section in form.sections:
        for field in section.fields:
            said = fields.get(f"{_PREFIX}{field.name}", "").strip()
            if said and _is_asked(field):
                yield field.name, True if isinstance(field, CheckboxField) else said
