"""Whom a verifier of this log believes: the log's own key, and the witnesses and quorum of the operator's file."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from quanheng.apps.evidence.log import faults
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.notes import VerifierKey
from quanheng.core.trust.policy_file import Peer, Policy


def policy(key: str) -> Policy:
    """The policy that is published for the log with this verifier key."""
    own = VerifierKey.parse(key)
    return replace(given(), logs=(Peer(own.name, own, f"{settings.SITE_URL}/log"),))


def given() -> Policy:
    """The operator's part: witnesses, groups, quorum. None where no file is set."""
    if settings.LOG_POLICY is None:
        return Policy()
    path = Path(settings.LOG_POLICY)
    try:
        return _parsed(path, path.stat().st_mtime_ns)
    except (OSError, TrustError) as fault:
        raise faults.policy_unreadable(str(path), str(fault)) from fault


@lru_cache(maxsize=4)
def _parsed(path: Path, _changed: int) -> Policy:
    return Policy.parse(path.read_bytes())
