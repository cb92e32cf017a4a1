"""The files that came with a request: which of them there are, and which are held back."""

from zenforms.judging.case import Case
from zenforms.reading.submission import DropFile, Role


def files_of(case: Case, role: Role) -> tuple[DropFile, ...]:
    """The files of the drop with this role, in order."""
    return tuple(file for file in case.submission.files if file.role is role)


def is_held_back(case: Case, file: DropFile) -> bool:
    """Whether a file is a document that nobody declared free of confidential data."""
    is_declared = case.request is not None and case.request.not_confidential
    return file.role is Role.DOCUMENT and not is_declared


def is_restricted(case: Case) -> bool:
    """Whether the whole original belongs into the restricted archive."""
    return any(is_held_back(case, file) for file in case.submission.files)
