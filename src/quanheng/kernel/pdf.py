"""PDF from Typst: a template of ours, and data that the template reads as JSON. What people typed is never markup."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pylopdf_fonts_zh_cn as fonts
import typst

SANS, SERIF = "Noto Sans SC", "Noto Serif SC"
FONTS = Path(fonts.sans_path()).parent


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of ``template`` with ``data``, which it reads with ``#let data = json(bytes(sys.inputs.data))``. The
    template can read no file: it is compiled in an empty folder.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with TemporaryDirectory(prefix="typst-") as empty:
        compiler = typst.Compiler(template.encode(), root=empty, font_paths=_fonts(), sys_inputs=inputs)
        made = compiler.compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


@cache
def _fonts() -> typst.Fonts:
    """The Chinese fonts that come with the platform, read once: whatever else a machine has is not asked."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
