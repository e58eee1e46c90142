"""Files that a command reads and writes: all of them or none, and never over an input."""

import os
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from quanheng.core.metrology.files import FileRefused
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.web.metrology.words import said


def read(path: Path) -> bytes:
    """The bytes of a file, or a :class:`BadInput` that says why not."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise bad_input(str(path), _("没有这个文件"), _("请检查路径。")) from None
    except OSError as fault:
        raise bad_input(str(path), _("不能读取：%s") % fault.strerror, _("请检查权限。")) from None


def refused(fault: FileRefused) -> BadInput:
    """Faults of a file in the language of the interface: file, line or cell, field, rule, remedy."""
    faults = []
    for one in fault.faults:
        place = (one.cell and _("单元格 %s") % one.cell) or (_("第 %d 行") % one.line if one.line else "")
        where = " ".join(part for part in (one.file, place, one.field) if part)
        faults.append(Fault(where, said(one.rule), said(one.remedy) if one.remedy else ""))
    return BadInput(faults)


def check_targets(targets: Collection[Path], inputs: Collection[Path]) -> None:
    """Refuse to write over what was read, or into a folder that is not there."""
    taken = {path.resolve() for path in inputs}
    for target in targets:
        if not target.parent.is_dir():
            raise bad_input(str(target.parent), _("没有这个文件夹"), _("请先建立它。"))
        if target.resolve() in taken:
            raise bad_input(str(target), _("这是输入文件，不会覆盖"), _("请用 --out 另选文件夹。"))


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, then put all into place: a fault on the way leaves nothing new."""
    made: list[tuple[str, Path]] = []
    try:
        for path, data in contents.items():
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            made.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
        while made:
            name, path = made[0]
            Path(name).replace(path)
            made.pop(0)
    except OSError as fault:
        raise bad_input(
            str(fault.filename or ""), _("不能写入：%s") % fault.strerror, _("请检查空间和权限。")
        ) from None
    finally:
        for name, _path in made:
            Path(name).unlink(missing_ok=True)
