"""Third-party files of the interface: how they were obtained, and whether they are still what was obtained.

    python tools/vendor.py check        compare every vendored file with its recorded SHA-256 (offline; tests run it)
    python tools/vendor.py fetch        take the recorded versions with ``npm pack``, write the files and their hashes

``tools/vendored.json`` records packages, versions, licences, the integrity of each package archive, and the SHA-256
of each file written. Two files are made from several: ``fonts.css`` (only the weights axis, with our own family names
and paths) and ``icons.svg`` (a sprite of the icons named in the record). Everything else is copied byte for byte.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "src" / "quanheng" / "kernel" / "ui" / "static" / "ui"
RECORD = Path(__file__).with_name("vendored.json")

FACE = """@font-face {{
  font-family: "{family}";
  font-weight: {weights};
  font-display: swap;
  src: url("../fonts/{file}") format("woff2");
  unicode-range: {ranges};
}}
"""
_FACE = re.compile(r"src: url\(\./files/(?P<file>[^)]+)\).*?unicode-range: (?P<ranges>[^;]+);", re.DOTALL)
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check(record: dict) -> list[str]:
    """Faults: files that are missing, changed, or present without being recorded."""
    known = record["files"]
    faults = []
    for name, expected in known.items():
        path = STATIC / name
        if not path.is_file():
            faults.append(f"{name}: missing; run `python tools/vendor.py fetch`")
        elif digest(path) != expected:
            faults.append(f"{name}: differs from the record; vendored files are never edited by hand")
    present = {str(path.relative_to(STATIC)) for folder in ("vendor", "fonts") for path in (STATIC / folder).iterdir()}
    faults += [f"{name}: not in tools/vendored.json" for name in sorted(present - set(known))]
    return faults


def unpack(package: dict, into: Path) -> Path:
    """The package's folder, after its archive was compared with the recorded integrity."""
    spec = f"{package['name']}@{package['version']}"
    answer = subprocess.run(
        ["npm", "pack", spec, "--silent", "--pack-destination", str(into)], check=True, capture_output=True, text=True
    )
    archive = into / answer.stdout.strip().splitlines()[-1]
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if package.setdefault("integrity", found) != found:
        raise SystemExit(f"{spec}: the archive is not the recorded one ({found})")
    folder = into / archive.stem
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    return folder / "package"


def faces(folder: Path, font: dict) -> list[tuple[str, str]]:
    """Characters covered and the rule of every slice of a font, in the order of its own style sheet."""
    rules = (folder / "wght.css").read_text()
    return [
        (found["ranges"], FACE.format(family=font["family"], weights=font["weights"], **found.groupdict()))
        for found in _FACE.finditer(rules)
    ]


def write_fonts(folders: dict[str, Path], fonts: list[dict]) -> list[str]:
    """The slices, and one style sheet; equal ranges stand side by side, so that the second one compresses well."""
    rules, names = [], []
    for place, font in enumerate(fonts):
        folder = folders[font["package"]]
        rules += [(ranges, place, rule) for ranges, rule in faces(folder, font)]
        for source in sorted((folder / "files").glob("*-wght-normal.woff2")):
            (STATIC / "fonts" / source.name).write_bytes(source.read_bytes())
            names.append(f"fonts/{source.name}")
    order = {ranges: number for number, (ranges, _, _) in reversed(list(enumerate(rules)))}
    rules.sort(key=lambda rule: (order[rule[0]], rule[1]))
    heading = "/* Made by tools/vendor.py from the slices of Noto Sans SC and Noto Serif SC (OFL-1.1). */\n"
    (STATIC / "css" / "fonts.css").write_text(heading + "".join(rule for _, _, rule in rules))
    return [*names, "css/fonts.css"]


def write_sprite(folder: Path, icons: list[str]) -> list[str]:
    """One ``<symbol>`` an icon; stroke and size are set by the style sheet of the page that uses it."""
    symbols = []
    for name in icons:
        drawing = _DRAWING.search((folder / "icons" / f"{name}.svg").read_text())
        if drawing is None:
            raise SystemExit(f"{name}: not an icon")
        inner = re.sub(r"\s*\n\s*", "", drawing[1]).replace(" />", "/>")
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>'
        )
    sprite = "<!-- Icons of Lucide (ISC), put together by tools/vendor.py. -->\n"
    sprite += '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (STATIC / "icons.svg").write_text(sprite)
    return ["icons.svg"]


def fetch(record: dict) -> None:
    """Write all vendored files and record their hashes."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = {package["name"]: unpack(package, Path(scratch)) for package in record["packages"]}
        written = []
        for copied in record["copies"]:
            (STATIC / copied["to"]).write_bytes((folders[copied["package"]] / copied["from"]).read_bytes())
            written.append(copied["to"])
        written += write_fonts(folders, record["fonts"])
        written += write_sprite(folders["lucide-static"], record["icons"])
    record["files"] = {name: digest(STATIC / name) for name in sorted(written)}
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def main() -> int:
    """The command line."""
    record = json.loads(RECORD.read_text())
    match sys.argv[1:]:
        case ["fetch"]:
            fetch(record)
            print(f"{len(record['files'])} files written and recorded.")
            return 0
        case ["check"]:
            faults = check(record)
            print("\n".join(faults) or f"{len(record['files'])} vendored files are as recorded.")
            return 1 if faults else 0
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main())
