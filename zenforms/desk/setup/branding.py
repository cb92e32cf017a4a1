"""A desk's vendor as its forms show it: the one bridge from policy to branding."""

from dataclasses import replace
from pathlib import Path

from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.setup.own import keep_issued
from zenforms.form.branding import Branding
from zenforms.judging.calendar import counting_of
from zenforms.judging.policy import Policy


def _notice(policy: Policy) -> str:
    """The notice on personal data, with the name of whoever answers for them."""
    controller = policy.words.controller or policy.vendor.name
    return policy.vendor.privacy_notice.replace("{controller}", controller)


def branding_of(policy: Policy, root: Path) -> Branding:
    """How the forms of the desk in `root` look; its logo is a file of that folder."""
    vendor = policy.vendor
    return Branding(
        vendor=vendor.name,
        email=vendor.email,
        telephone=vendor.telephone,
        accent=vendor.accent,
        logo=root / vendor.logo if vendor.logo else None,
        privacy_notice=_notice(policy),
        scripts=vendor.form_scripts,
        counting=counting_of(policy.hours),
    )


def issuing(opened: OpenDesk) -> OpenDesk:
    """The desk that is about to send forms out: what it sends is kept, to be understood again.

    Raises DeskError when a form asks other things under a revision that went out already.
    """
    policy = opened.desk.policy
    forms = keep_issued(opened.root, policy.forms)
    if forms is policy.forms:
        return opened
    return replace(opened, desk=replace(opened.desk, policy=policy.with_forms(forms)))
