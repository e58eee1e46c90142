"""``quanheng law load|status|list``: texts of instruments, from files into the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.apps.law.actions.load_texts import Outcome, load_texts
from quanheng.apps.law.queries import all_editions, register_state
from quanheng.apps.law.text_files import LawText, parse
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import legal_today, now
from quanheng.kernel.errors import BadInput, Fault, bad_input

ACTOR = system_actor("law-load")


class Command(BaseCommand):
    help = _("法规登记簿：load 载入文本，status 概况，list 列出版本")

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help=str(_("从 JSON 文件或文件夹载入法规文本")))
        load.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        load.add_argument(
            "--as", dest="slug", default="", metavar="SLUG", help=str(_("作为哪个版本的文本（只能一个文件）"))
        )
        load.add_argument("--as-correction", default="", metavar="REASON", help=str(_("更正已载入的文本，写明理由")))
        verbs.add_parser("status", help=str(_("登记簿概况")))
        verbs.add_parser("list", help=str(_("列出全部版本")))

    def handle(self, *args: Any, **options: Any) -> None:
        verbs = {"load": self._load, "status": self._status, "list": self._list}
        verbs[options["verb"]](**options)

    def _load(self, *, paths: list[Path], slug: str, as_correction: str, **options: Any) -> None:
        try:
            texts = _read(paths, slug)
            outcomes = load_texts(texts=texts, actor=ACTOR, now=now(), correction=as_correction.strip())
        except BadInput as error:
            lines = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandError(_("没有载入任何文本：\n%s") % lines) from error
        for outcome in outcomes:
            self.stdout.write(_line(outcome))
        loaded = sum(outcome.what != "unchanged" for outcome in outcomes)
        numbers = {"files": len(outcomes), "loaded": loaded}
        self.stdout.write(_("共 %(files)d 个文件，载入或更正 %(loaded)d 个") % numbers)

    def _status(self, **options: Any) -> None:
        for label, value in register_state(ACTOR, legal_today()):
            self.stdout.write(f"{label}\t{value}")

    def _list(self, **options: Any) -> None:
        for edition in all_editions(ACTOR):
            completeness = edition.get_completeness_display()
            self.stdout.write(f"{edition.slug}\t{completeness}\t{edition.number}\t{edition.title}\t{edition.version}")


def _read(paths: list[Path], slug: str) -> list[LawText]:
    """Every file checked before anything is loaded. Raises :class:`BadInput` with the faults of all of them."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(path.glob("*.json")))
        elif path.is_file():
            files.append(path)
        else:
            raise bad_input(str(path), _("没有这个文件或文件夹"))
    if not files:
        raise bad_input(str(paths[0]), _("文件夹中没有 JSON 文件"))
    if slug and len(files) > 1:
        raise bad_input("--as", _("只能用于一个文件"))
    texts, faults = [], list[Fault]()
    for file in files:
        try:
            texts.append(parse(file.read_bytes(), file.name, slug=slug))
        except BadInput as error:
            faults.extend(error.faults)
    if faults:
        raise BadInput(faults)
    return texts


def _line(outcome: Outcome) -> str:
    text = outcome.text
    words = {"loaded": _("载入"), "corrected": _("更正"), "unchanged": _("未变")}
    parts = [words[outcome.what], text.slug, _("%d 条（段）") % len(text.articles)]
    if not text.complete:
        parts.append(_("文本不全"))
    if outcome.created:
        parts.append(_("新登记"))
    if text.unread:
        parts.append(_("未读取的项：%s") % "、".join(text.unread))
    return "\t".join(parts)
