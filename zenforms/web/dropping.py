"""Dropping what came, with a mouse or a keyboard: file by file with a script, else as one form."""

import secrets
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from zenforms.present.report import size
from zenforms.present.verdicts import VERDICTS
from zenforms.web.entrance import Entrance, is_same
from zenforms.web.forms import BadFormError, FormPiece, pieces_of
from zenforms.web.pages import render
from zenforms.web.sessions import Session
from zenforms.web.state import DeskState
from zenforms.web.texts import TEXTS
from zenforms.web.uploads import NoDropError, TooLargeError, Uploads

_TOO_LARGE, _NO_DROP = 413, 422
_TOKEN_BYTES = 200


def arrived_rows(state: DeskState) -> list[dict[str, str]]:
    """The last outcomes in words, the newest first."""
    told = []
    for one in state.arrived():
        verdict = VERDICTS[one.outcome]
        said = f"{verdict.sign} {verdict.name.to(state.lang)}"
        told.append({"number": one.number, "name": one.name, "said": said})
    return told


class Dropping:
    """The addresses under `/deposer`."""

    def __init__(self, state: DeskState, uploads: Uploads, entrance: Entrance) -> None:
        self._state = state
        self._uploads = uploads
        self._entrance = entrance

    async def page(self, _request: Request, session: Session) -> Response:
        """Where to drop."""
        return await run_in_threadpool(self._page, session)

    async def file(self, request: Request, session: Session) -> Response:
        """One file of a drop, as raw bytes."""
        if not is_same(session.form_token, request.headers.get("x-jeton", "")):
            raise HTTPException(403)
        batch, name = request.path_params["batch"], request.path_params["name"]
        try:
            await self._take(batch, session, name, request.stream())
        except (TooLargeError, NoDropError) as error:
            text, status = self._said(error)
            return JSONResponse({"text": text}, status)
        return JSONResponse({})

    async def end(self, request: Request, session: Session) -> Response:
        """The end of a drop: from now on the watcher takes it."""
        if not is_same(session.form_token, request.headers.get("x-jeton", "")):
            raise HTTPException(403)
        try:
            name = await self._finish(request.path_params["batch"], session)
        except NoDropError as error:
            text, status = self._said(error)
            return JSONResponse({"text": text}, status)
        said = TEXTS["dropped"].fill(self._state.lang, {"name": name})
        return JSONResponse({"text": said})

    async def form(self, request: Request, session: Session) -> Response:
        """The same without a script: all files in one form, streamed too."""
        batch = secrets.token_hex(8)
        try:
            await self._all_of(request, session, batch)
            name = await self._finish(batch, session)
        except (TooLargeError, NoDropError) as error:
            await run_in_threadpool(self._uploads.give_up, batch, session.id)
            text, status = self._said(error)
            notice = {"text": text, "tone": "bad"}
            return await run_in_threadpool(self._page, session, notice, status)
        said = TEXTS["dropped"].fill(self._state.lang, {"name": name})
        return await run_in_threadpool(self._page, session, {"text": said, "tone": "good"})

    async def _all_of(self, request: Request, session: Session, batch: str) -> None:
        """Take the files of a form; its token comes first, as our page has it."""
        pieces = pieces_of(request)
        is_ours = False
        try:
            async for head in pieces:
                if head.file is None:
                    said = await _text(pieces)
                    is_ours = is_ours or (
                        head.field == "jeton" and is_same(session.form_token, said)
                    )
                    continue
                if not is_ours:
                    raise HTTPException(403)
                await self._take(batch, session, head.file, _bytes(pieces))
        except BadFormError:
            raise HTTPException(400) from None
        if not is_ours:
            raise HTTPException(403)

    async def _take(
        self, batch: str, session: Session, name: str, chunks: AsyncIterator[bytes]
    ) -> None:
        policy = self._state.opened.desk.policy
        await self._uploads.take(
            batch,
            session.id,
            name,
            chunks,
            limits=policy.limits,
            ignore=policy.watching.ignore,
        )

    async def _finish(self, batch: str, session: Session) -> str:
        at = self._state.opened.clock.now()
        finish = self._uploads.finish
        return await run_in_threadpool(lambda: finish(batch, session.id, at=at, by=session.name))

    def _said(self, error: Exception) -> tuple[str, int]:
        lang = self._state.lang
        if isinstance(error, TooLargeError):
            most = size(self._state.opened.desk.policy.limits.drop_bytes, lang)
            return TEXTS["too_large"].fill(lang, {"most": most}), _TOO_LARGE
        return TEXTS["bad_drop"].to(lang), _NO_DROP

    def _page(
        self, session: Session, notice: dict[str, str] | None = None, status: int = 200
    ) -> Response:
        state = self._state
        return render(
            "drop.html",
            lang=state.lang,
            desk_name=state.opened.desk.policy.vendor.name,
            session=session,
            status=status,
            mark=state.snapshot().mark,
            notice=notice,
            arrived=arrived_rows(state),
        )


async def _text(pieces: AsyncIterator[FormPiece]) -> str:
    said = b""
    async for piece in pieces:
        if piece.is_end:
            break
        said = (said + piece.data)[:_TOKEN_BYTES]
    return said.decode("utf-8", "replace")


async def _bytes(pieces: AsyncIterator[FormPiece]) -> AsyncIterator[bytes]:
    async for piece in pieces:
        if piece.is_end:
            return
        yield piece.data
