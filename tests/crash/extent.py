"""How far the crash tests go: a bounded share by default, everything in `make soak`."""

import os

SOAK = os.environ.get("ZENFORMS_SOAK") == "1"

SECOND_DEATHS = 1 if SOAK else 61
"""The second death of a pair is tried at every so many steps."""
DELIVERY_DEATHS = 1 if SOAK else 31
"""The second death of a delivery is tried at every so many points."""
REFUSED_AT = 1 if SOAK else 3
"""A refusing disk is tried at every so many steps."""
POWER_CUTS = 1 if SOAK else 41
"""After a refusal, the power is cut at every so many steps."""
KILLS = 500 if SOAK else 50
DROPS = 20_000 if SOAK else 1_000
WEEKS = 100 if SOAK else 4
STEPS = 400 if SOAK else 40
"""Of the model, in one run."""
RUNS = 500 if SOAK else 60
"""Of the model."""
