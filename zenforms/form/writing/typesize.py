"""How large the answers are set: 10 points, less where a whole answer would not fit."""

from zenforms.form.definition import LongTextField, TextField
from zenforms.form.layout.fonts import Metrics
from zenforms.form.layout.styles import ANSWER
from zenforms.form.writing.appearance import PADDING
from zenforms.form.writing.fieldfont import WEIGHT

SMALLEST = 9.0
STEP = 0.5
AVERAGE = "le service des factures se ferme quand on imprime"
"""Plain French, for the width of an average letter."""


def answer_size(field: TextField | LongTextField, width: float, metrics: Metrics) -> float:
    """The size, in points, at which an answer of full length just fits on its line.

    10 when it does, or when it would not even at 9 points.
    """
    if isinstance(field, LongTextField) or field.max_length is None:
        return ANSWER.size
    size = ANSWER.size
    letter = metrics.width(AVERAGE, WEIGHT, 1) / len(AVERAGE)
    while size >= SMALLEST:
        if field.max_length * letter * size <= width - 2 * PADDING:
            return size
        size -= STEP
    return ANSWER.size
