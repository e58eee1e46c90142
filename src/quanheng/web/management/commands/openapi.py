"""``quanheng openapi``: print the description of the open API, or keep it as the committed snapshot."""

from argparse import ArgumentParser
from typing import Any

import orjson
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from quanheng.web.api import openapi
from quanheng.web.config import ROOT

SNAPSHOT = ROOT / "docs" / "api" / "openapi.json"


def described() -> str:
    """The description as text that differs only where the API differs."""
    return orjson.dumps(openapi(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


class Command(BaseCommand):
    help = "输出开放接口的 OpenAPI 描述；--write 更新 docs/api/openapi.json。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help=_("写入 docs/api/openapi.json"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["write"]:
            self.stdout.write(described())
            return
        SNAPSHOT.parent.mkdir(parents=True, exist_ok=True)
        SNAPSHOT.write_text(described(), encoding="utf-8")
        self.stdout.write(_("已写入 %s") % SNAPSHOT.relative_to(ROOT))
