"""Every exception becomes an exit code, what happened, and what to do next."""

import errno
import os
from pathlib import Path

import pytest

from zenforms.cli.failure import explained
from zenforms.errors import DefinitionError, DeskError, UsageError
from zenforms.language import Lang, Text
from zenforms.reading.scratch import ScratchError

WHAT = Text(fr="Quoi : {name}.", en="What: {name}.")
NEXT = Text(fr="Faites {name}.", en="Do {name}.")


@pytest.mark.parametrize(("kind", "code"), [(UsageError, 2), (DefinitionError, 5), (DeskError, 5)])
def test_an_error_of_ours_knows_its_exit_and_advice(kind: type[UsageError], code: int) -> None:
    error = kind(WHAT, advice=NEXT, arguments={"name": "l'été"})
    assert explained(error, Lang.FR) == (code, "Quoi\u00a0: l'été.\nFaites l'été.")
    assert explained(error, Lang.EN) == (code, "What: l'été.\nDo l'été.")


def test_a_full_disk_is_no_bug() -> None:
    error = ScratchError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    code, said = explained(error, Lang.FR)
    assert code == 5
    assert os.strerror(errno.ENOSPC) in said
    assert "Faites de la place" in said


def test_what_the_machine_refuses_is_no_bug(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory") as caught:
        tmp_path.read_bytes()
    code, said = explained(caught.value, Lang.EN)
    assert code == 5
    assert str(tmp_path) in said
    assert "doctor" in said


def test_a_bug_is_told_without_a_traceback_and_its_details_are_kept() -> None:
    with pytest.raises(KeyError) as caught:
        os.environ["RATÉ"]
    code, said = explained(caught.value, Lang.FR)
    what, where = said.split("\n")
    details = Path(where.partition(" dans ")[2].partition("\u00a0:")[0])
    assert code == 70
    assert "KeyError" in what
    assert "Traceback" in details.read_text(encoding="utf-8")
    assert "Traceback" not in said
    details.unlink()
