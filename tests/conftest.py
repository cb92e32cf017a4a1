"""How examples are drawn: the same ones in every run, and without a clock.

A run that is red by a chance example, or on a busy machine, blocks everybody and tells nothing.
`make soak` draws fresh ones.
"""

from hypothesis import HealthCheck, settings

from tests.crash.extent import SOAK

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=not SOAK,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
