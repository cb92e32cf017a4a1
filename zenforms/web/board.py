"""The board as a web application: which address shows or does what."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zenforms.desk.decisions.decision_files import OrderKind
from zenforms.desk.papers.letters import letter_in, sent_copy
from zenforms.desk.papers.requests import Filed, find_request
from zenforms.errors import DeskError
from zenforms.present.letters.redraft import read_draft
from zenforms.web import files
from zenforms.web.calling import Calling
from zenforms.web.deeds import Click, DeedResult, do, do_letter
from zenforms.web.dropping import Dropping, arrived_rows
from zenforms.web.entrance import Entrance, Setting
from zenforms.web.guard import Guard
from zenforms.web.lists import asks_of, list_values
from zenforms.web.pages import STATIC, render, shown, static
from zenforms.web.requestpage import RequestPage, is_dangerous, meant_by, page_of
from zenforms.web.requestvalues import happened_since, request_values
from zenforms.web.sessions import Session
from zenforms.web.state import DeskState
from zenforms.web.texts import TEXTS
from zenforms.web.uploads import Uploads

_NOT_FOUND = 404
_PAGES = ("psr", "copy")
_NOTICES = {"done": "good", "left": "warning"}
_LONGEST_WHY, _LONGEST_NAME = 2_000, 60


def board_for(state: DeskState, setting: Setting) -> Starlette:
    """The application. It serves one desk, and holds sessions as long as it runs."""
    uploads = Uploads(state.root)
    uploads.clear()
    board = _Board(state, setting, uploads)
    guard = Middleware(Guard, hosts=setting.hosts, is_secure=setting.is_secure)
    return Starlette(
        routes=list(board.routes()),
        middleware=[guard],
        exception_handlers={HTTPException: board.told, DeskError: board.refused},
    )


class _Board:
    def __init__(self, state: DeskState, setting: Setting, uploads: Uploads) -> None:
        self._state = state
        self._entrance = Entrance(state, setting)
        self._drops = Dropping(state, uploads, self._entrance)
        self._calls = Calling(state, uploads, self._entrance)

    def routes(self) -> Iterable[Route]:
        """Every address; all but those of signing in are for whoever is signed in."""
        request, number = self._entrance.for_people, "/demandes/{number}"
        yield Route("/statique/{name}", self._static)
        yield Route("/entrer", self._entrance.enter)
        yield Route("/connexion", self._entrance.sign_in, methods=["GET", "POST"])
        yield Route("/deconnexion", request(self._entrance.leave), methods=["POST"])
        yield Route("/", request(self._list))
        yield Route("/etat", request(self._motion))
        yield Route("/deposer", request(self._drops.page), methods=["GET"])
        yield Route("/deposer", request(self._drops.form), methods=["POST"])
        yield Route("/deposer/{batch}", request(self._drops.end), methods=["POST"])
        yield Route("/deposer/{batch}/{name}", request(self._drops.file), methods=["PUT"])
        yield Route("/saisir", request(self._calls.page), methods=["GET"])
        yield Route("/saisir", request(self._calls.form), methods=["POST"])
        yield Route(number, request(self._request))
        yield Route(f"{number}/original", request(self._original))
        yield Route(f"{number}/lettre.eml", request(self._draft))
        yield Route(f"{number}/lettre", request(self._letter), methods=["POST"])
        yield Route(f"{number}/lettre/{{place:int}}", request(self._enclosed))
        yield Route(f"{number}/fichiers/{{path:path}}", request(self._file))
        yield Route(f"{number}/page/{{path:path}}", request(self._told_page))
        yield Route(f"{number}/image/{{path:path}}", request(self._picture))
        yield Route(f"{number}/{{deed}}", request(self._deed), methods=["POST"])

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            raise HTTPException(404)
        headers = {"Cache-Control": "max-age=300"}
        return Response(static(name), media_type=STATIC[name], headers=headers)

    # What is shown.

    def _page(
        self,
        template: str,
        session: Session | None,
        values: Mapping[str, object],
        *,
        status: int = 200,
    ) -> Response:
        desk = self._state.opened.desk.policy.vendor.name
        lang = self._state.lang
        return render(template, lang=lang, desk_name=desk, session=session, status=status, **values)

    async def _list(self, request: Request, session: Session) -> Response:
        return await run_in_threadpool(self._listed, request, session)

    def _listed(self, request: Request, session: Session) -> Response:
        asks = asks_of(request.query_params, session.name)
        values = list_values(self._state, asks, name=session.name)
        values |= {"page": None, "arrived": arrived_rows(self._state)}
        return self._page("board.html", session, values)

    async def _motion(self, _request: Request, _session: Session) -> Response:
        return JSONResponse(await run_in_threadpool(self._moving))

    def _moving(self) -> dict[str, object]:
        """What the script asks for again and again: whether the list changed, what arrived."""
        motion = self._state.motion()
        return {
            "mark": self._state.snapshot().mark,
            "waiting": motion.inbox + motion.in_work,
            "news": TEXTS["news"].to(self._state.lang),
            "arrived": [
                {name: str(shown(value)) for name, value in one.items()}
                for one in arrived_rows(self._state)
            ],
        }

    async def _request(self, request: Request, session: Session) -> Response:
        return await run_in_threadpool(self._shown, request, session)

    def _shown(
        self,
        request: Request,
        session: Session,
        told: DeedResult | None = None,
        *,
        seen: str = "",
        deed: str = "",
        why: str = "",
    ) -> Response:
        """The page of a request, after a deed with what became of it."""
        state, number = self._state, request.path_params["number"]
        page = page_of(state.opened, state.kin(), number, state.lang)
        asks = asks_of(request.query_params, session.name)
        values = list_values(state, asks, name=session.name, shown=page.number)
        values |= request_values(state, page, session)
        known, _, count = seen.partition(".")
        went_on = bool(told and told.tone == "bad" and known and known != page.mark)
        if went_on and count.isascii() and count.isdigit():
            values["went_on"] = happened_since(page, int(count), state.lang)
        notice = None if values["went_on"] else told
        said = request.query_params.get("fait", "")
        if told is None and said in _NOTICES:
            notice = DeedResult(TEXTS[said].to(state.lang), _NOTICES[said])
        values |= {"notice": notice, "opened_deed": deed, "kept_why": why}
        status = 200 if told is None else 409 if went_on else 400
        return self._page("board.html", session, values, status=status)

    # What is decided.

    async def _deed(self, request: Request, session: Session) -> Response:
        fields = await self._entrance.own_fields(request, session)
        asked, code = _asked(request, session, fields), request.path_params["deed"]
        told = await run_in_threadpool(do, self._state, code, asked)
        if told is None:
            raise HTTPException(404)
        if told.tone == "good":
            return _back_to(told.number)
        return await run_in_threadpool(
            partial(self._shown, request, session, told, seen=fields.get("vu", "")),
            deed=code,
            why=asked.why,
        )

    async def _letter(self, request: Request, session: Session) -> Response:
        fields = await self._entrance.own_fields(request, session)
        asked = _asked(request, session, fields)
        words = {"subject": fields.get("objet", ""), "text": fields.get("texte", "")}
        told = await run_in_threadpool(
            partial(do_letter, self._state, fields.get("geste", ""), asked, **words)
        )
        if told is None:
            raise HTTPException(404)
        if told.tone == "good":
            return _back_to(told.number)
        return await run_in_threadpool(
            partial(self._shown, request, session, told, seen=fields.get("vu", ""))
        )

    # What is handed out.

    async def _original(self, request: Request, session: Session) -> Response:
        return await run_in_threadpool(self._original_of, request, session)

    def _original_of(self, request: Request, session: Session) -> Response:
        """The original, if it is one file; of what is restricted or dangerous there is a trace."""
        filed = find_request(self._state.root, request.path_params["number"])
        is_kept = filed.is_restricted or is_dangerous(filed)
        if is_kept and not session.is_administrator:
            raise HTTPException(403)
        path = filed.original
        if path.is_symlink() or not path.is_file():
            raise HTTPException(404)
        if is_kept:
            said = TEXTS["opened_original"].to(self._state.lang)
            note = Click(filed.number, "", session, why=said)
            if (told := do(self._state, "note", note)) is None or told.tone == "bad":
                raise HTTPException(409)
        return files.saved(path, filed.receipt.name)

    async def _draft(self, request: Request, session: Session) -> Response:
        del session
        return await run_in_threadpool(self._draft_of, request)

    def _draft_of(self, request: Request) -> Response:
        filed = self._letter_of(request.path_params["number"])
        letter = sent_copy(filed) or letter_in(filed)
        if letter is None:
            raise HTTPException(404)
        return files.saved_bytes(letter, f"{filed.settlement.request}.eml")

    async def _enclosed(self, request: Request, session: Session) -> Response:
        del session
        return await run_in_threadpool(self._enclosed_in, request)

    def _enclosed_in(self, request: Request) -> Response:
        filed = self._letter_of(request.path_params["number"])
        enclosed = read_draft(letter_in(filed) or b"").attachments
        place = request.path_params["place"]
        if place >= len(enclosed):
            raise HTTPException(404)
        return files.saved_bytes(enclosed[place].content, enclosed[place].name)

    async def _file(self, request: Request, session: Session) -> Response:
        del session
        path = await run_in_threadpool(self._beside, request)
        return files.saved(path, path.name)

    async def _told_page(self, request: Request, session: Session) -> Response:
        """A page that the desk wrote of a recording or a printed copy: by its name, no other."""
        del session
        path = await run_in_threadpool(self._beside, request)
        if path.suffix != ".html" or not path.name.startswith(_PAGES):
            raise HTTPException(404)
        return await run_in_threadpool(files.told_page, path)

    async def _picture(self, request: Request, session: Session) -> Response:
        del session
        path = await run_in_threadpool(self._beside, request)
        answer = await run_in_threadpool(files.picture, path)
        if answer is None:
            raise HTTPException(404)
        return answer

    def _beside(self, request: Request) -> Path:
        page = self._page_of(request.path_params["number"])
        path = files.beside(page.filed, request.path_params["path"])
        if path is None or (page.filed.place in path.parents and path.suffix == ".eml"):
            raise HTTPException(404)
        return path

    def _page_of(self, number: str) -> RequestPage:
        state = self._state
        return page_of(state.opened, state.kin(), number, state.lang)

    def _letter_of(self, number: str) -> Filed:
        state = self._state
        return meant_by(state.root, state.kin(), number, OrderKind.LETTER_SENT)

    # What goes wrong.

    async def told(self, request: Request, error: Exception) -> Response:
        """A page for what cannot be shown or done."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        said = {403: "expired", 400: "expired", 401: "expired"}.get(status, "no_page")
        heading = TEXTS["not_found" if status == _NOT_FOUND else "broken"].to(self._state.lang)
        return await self._message(request, heading, TEXTS[said].to(self._state.lang), status)

    async def refused(self, request: Request, error: Exception) -> Response:
        """A page for what the desk says against it: no such request, or a damaged one."""
        said = error.sentence(self._state.lang) if isinstance(error, DeskError) else ""
        heading = TEXTS["not_found"].to(self._state.lang)
        return await self._message(request, heading, said, _NOT_FOUND)

    async def _message(self, request: Request, heading: str, text: str, status: int) -> Response:
        del request
        values = {"heading": heading, "text": text}
        return await run_in_threadpool(
            partial(self._page, "message.html", None, values, status=status)
        )


def _asked(request: Request, session: Session, fields: Mapping[str, str]) -> Click:
    return Click(
        number=request.path_params["number"],
        seen=fields.get("vu", "").partition(".")[0],
        session=session,
        why=fields.get("pourquoi", "")[:_LONGEST_WHY],
        to=fields.get("a", "")[:_LONGEST_NAME],
    )


def _back_to(number: str) -> Response:
    return RedirectResponse(f"/demandes/{number}?fait=done", 303)
