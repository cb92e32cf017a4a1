"""The way in: a printed address on this machine, or a name and a password; and the way out."""

import hmac
import math
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from zenforms.desk.setup.accounts import StaffRole, signed_in
from zenforms.sanitize import HARMFUL
from zenforms.web.forms import BadFormError, fields_of
from zenforms.web.pages import render
from zenforms.web.sessions import Session, Sessions, Tries
from zenforms.web.state import DeskState
from zenforms.web.texts import TEXTS

_COOKIE = "zenforms"
_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Setting:
    """How a board is opened: its hosts, whether over TLS, and the token of its first address."""

    hosts: Collection[str]
    is_secure: bool = False
    token: str = ""
    """Lets in whoever has the address that was printed; empty where everybody signs in."""
    name: str = ""
    """Who that is, if known."""
    clock: Callable[[], float] = time.monotonic


Answer = Callable[[Request, Session], Awaitable[Response]]


class Entrance:
    """Knows who is in."""

    def __init__(self, state: DeskState, setting: Setting) -> None:
        self._state = state
        self._setting = setting
        self._sessions = Sessions(setting.clock)
        self._tries = Tries(setting.clock)

    def for_people(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """An answer for whoever is signed in; anybody else is led to the door."""

        async def guarded(request: Request) -> Response:
            session = await run_in_threadpool(self._session, request)
            if session is None or not session.name:
                if request.method in {"GET", "HEAD"}:
                    return RedirectResponse("/connexion", 303)
                raise HTTPException(401)
            return await answer(request, session)

        return guarded

    def _session(self, request: Request) -> Session | None:
        said = request.cookies.get(_COOKIE, "")
        return self._sessions.of(said, self._state.accounts()) if said else None

    async def enter(self, request: Request) -> Response:
        """The address that was printed: it opens a session where there are no accounts."""
        token, said = self._setting.token, request.query_params.get("jeton", "")
        accounts = await run_in_threadpool(self._state.accounts)
        if not token or accounts or not is_same(token, said):
            return RedirectResponse("/connexion", 303)
        session = self._sessions.begin(self._setting.name, StaffRole.ADMINISTRATOR)
        return self._with_cookie(RedirectResponse("/", 303), session)

    def _with_cookie(self, answer: Response, session: Session) -> Response:
        answer.set_cookie(
            _COOKIE,
            session.id,
            httponly=True,
            secure=self._setting.is_secure,
            samesite="strict",
            path="/",
        )
        return answer

    async def sign_in(self, request: Request) -> Response:
        """The page of the door, and what is typed into it."""
        accounts = await run_in_threadpool(self._state.accounts)
        session = await run_in_threadpool(self._session, request)
        if request.method != "POST":
            return self._sign_in_page(session, has_accounts=bool(accounts))
        fields = await self._fields(request)
        name = " ".join(HARMFUL.sub(" ", fields.get("nom", "")).split())[:_NAME_LENGTH]
        if not accounts:
            if session is None or not name or fields.get("jeton") != session.form_token:
                return self._sign_in_page(session, has_accounts=False, status=400)
            self._sessions.called(session, name)
            return RedirectResponse("/", 303)
        return await self._signed_in(request, name, fields.get("mot", ""))

    async def _signed_in(self, request: Request, name: str, password: str) -> Response:
        keys = (f"name:{name.casefold()}", f"host:{request.client.host if request.client else ''}")
        lang = self._state.lang
        if (wait := max(map(self._tries.wait, keys))) > 0:
            said = TEXTS["wait"].fill(lang, {"seconds": str(math.ceil(wait))})
            return self._sign_in_page(None, has_accounts=True, notice=said, status=429)
        account = await run_in_threadpool(signed_in, self._state.root, name, password)
        if account is None:
            for key in keys:
                self._tries.failed(key)
            said = TEXTS["wrong"].to(lang)
            return self._sign_in_page(None, has_accounts=True, notice=said, status=403)
        self._tries.passed(keys[0])
        session = self._sessions.begin(account.name, account.role, account.secret)
        return self._with_cookie(RedirectResponse("/", 303), session)

    def _sign_in_page(
        self, session: Session | None, *, has_accounts: bool, notice: str = "", status: int = 200
    ) -> Response:
        shown = session if session and not has_accounts else None
        values = {"accounts": has_accounts, "notice": notice, "name": ""}
        desk = self._state.opened.desk.policy.vendor.name
        lang = self._state.lang
        return render(
            "login.html", lang=lang, desk_name=desk, session=shown, status=status, **values
        )

    async def leave(self, request: Request, session: Session) -> Response:
        """End a session."""
        await self.own_fields(request, session)
        self._sessions.end(session.id)
        answer = RedirectResponse("/connexion", 303)
        answer.delete_cookie(_COOKIE, path="/")
        return answer

    async def _fields(self, request: Request) -> Mapping[str, str]:
        try:
            return await fields_of(request)
        except BadFormError:
            raise HTTPException(400) from None

    async def own_fields(self, request: Request, session: Session) -> Mapping[str, str]:
        """The fields of a form of a page that this session was shown."""
        fields = await self._fields(request)
        if not is_same(session.form_token, fields.get("jeton", "")):
            raise HTTPException(403)
        return fields


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing of them; empty ones never are."""
    return bool(one) and hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))
