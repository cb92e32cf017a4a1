"""A request that fits on paper, so that nothing is cut off in print."""

from tests.viewers.typed import REPERTOIRE, complete

SHORT = complete(
    description=f"Ce que je fais : j’ouvre « Œuvres ».\n\nCe qui se passe : rien…\n\n{REPERTOIRE}"
)

LONG = "description"
"""Its paragraphs cannot be told from lines that were wrapped."""
