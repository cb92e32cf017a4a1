"""Clients of every plausible kind, for what must survive a file."""

from datetime import date

from hypothesis import strategies as st

from zenforms.judging.policy import Client, Register
from zenforms.sanitize import HARMFUL

WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
    .filter(lambda text: not HARMFUL.search(text))
    .map(str.strip)
    .filter(bool)
)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(
    lambda days: days if None in days else tuple(sorted(d for d in days if d))
)
HOURS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def clients(draw: st.DrawFn) -> Client:
    """One client."""
    subscription, tma = draw(PERIODS), draw(PERIODS)
    return Client(
        id=draw(st.from_regex(r"[A-Z0-9][A-Z0-9-]{1,19}", fullmatch=True)),
        name=draw(WORDS),
        former_names=draw(LISTS),
        mail_domains=draw(LISTS),
        contacts=draw(LISTS),
        subscription_from=subscription[0],
        subscription_until=subscription[1],
        tma_from=tma[0],
        tma_until=tma[1],
        tma_hours=draw(HOURS),
        warranty_until=draw(DAYS),
        licences=draw(LISTS),
        covered_developments=draw(LISTS),
        region=draw(st.sampled_from(["metropole", "alsace-moselle"])),
        language=draw(st.sampled_from(["fr", "en"])),
    )


REGISTERS = st.lists(clients(), max_size=4, unique_by=lambda client: client.id).map(
    lambda found: Register(clients=tuple(found))
)
