"""Calls somebody when a drop needs a person: a web address, or a command of the desk's choice.

Only number, outcome and codes leave the desk; nothing that a client wrote.
"""

import json
import logging
import subprocess
import threading
from collections.abc import Sequence
from urllib.request import Request, urlopen

from zenforms.desk.watching.happenings import Happened, Happening, Tell
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Notify
from zenforms.language import Lang, Text

_LOG = logging.getLogger(__name__)
_SECONDS = 10.0

SENTENCE = Text(
    fr="zenforms : {number} est en quarantaine ({codes})",
    en="zenforms: {number} is in quarantine ({codes})",
)


def notifying(notify: Notify, lang: Lang) -> Tell:
    """A listener that calls out on every quarantine, without keeping the watcher waiting."""

    def tell(happening: Happening) -> None:
        settled = happening.what is Happened.SETTLED
        if settled and happening.outcome is OutcomeKind.QUARANTINED:
            threading.Thread(target=_call, args=(notify, happening, lang), daemon=True).start()

    return tell


def _call(notify: Notify, happening: Happening, lang: Lang) -> None:
    codes = ", ".join(happening.codes)
    sentence = SENTENCE.fill(lang, {"number": happening.number or "", "codes": codes})
    try:
        if notify.webhook:
            _post(notify.webhook, happening, sentence)
        if notify.command:
            _run([*notify.command, sentence])
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        _LOG.warning("nobody could be notified: %s", type(error).__name__)


def _post(address: str, happening: Happening, sentence: str) -> None:
    said = {
        "text": sentence,
        "number": happening.number,
        "outcome": happening.outcome,
        "codes": list(happening.codes),
        "at": happening.at.isoformat(),
    }
    request = Request(  # noqa: S310 - the policy admits http and https only
        address, json.dumps(said).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - likewise
        answer.read(1)


def _run(command: Sequence[str]) -> None:
    subprocess.run(  # noqa: S603 - the desk's own policy names the command; no shell reads it
        command, timeout=_SECONDS, check=False, capture_output=True
    )
