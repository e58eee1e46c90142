from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from quanheng.apps.people.models import Office
from quanheng.apps.people.public import actor_for, ensure_organisation
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import legal_today, now
from quanheng.kernel.directory import Body
from tests.apps.evidence.labels.bench import Bench
from tests.apps.imports.conftest import person_with


@pytest.fixture
def bench(db: None, moment: datetime, tmp_path: Path, settings: Any, log_home: Path) -> Bench:
    """An institute with a signing key, and those who work with it."""
    settings.LABEL_KEYS = tmp_path / "label-keys"
    settings.SITE_URL = "https://m.example.cn"
    return Bench(moment)


@pytest.fixture
def bench_today(db: None, tmp_path: Path, settings: Any, log_home: Path) -> Bench:
    """As ``bench``, but today and with an institute of the register, whose issuer has an account."""
    settings.LABEL_KEYS, settings.SITE_URL = tmp_path / "label-keys", "https://m.example.cn"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    known: dict[str, Any] = {"source": "测试", "confidence": "B", "actor": system_actor("test"), "now": now()}
    for slug, name, grants in (
        ("label-issuer", "标识签发员", []),
        ("security-administrator", "安全管理员", ["security_administrator"]),
        ("auditor", "审计员", ["auditor"]),
    ):
        Office.objects.create(slug=slug, name=name, grants=grants)
    one = ensure_organisation(name="某市计量测试研究院", kind="institute", **known)
    account = person_with("label-issuer", one, "甲", now())
    made = Bench(now(), Body(one.pk, one.key, one.name), actor_for(account, legal_today()))
    made.due = {"due": date(legal_today().year + 1, 6, 30)}
    made.account, made.organisation = account, one
    return made
