"""What can be imported. Each app registers its importers when it is ready."""

from quanheng.kernel.imports.importer import Importer

_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Called once by each app for each of its importers."""
    if importer.key in _importers:
        raise ValueError(f"importer {importer.key!r} is registered twice")
    _importers[importer.key] = importer


def importers() -> list[Importer]:
    """Every registered importer, in order."""
    return sorted(_importers.values(), key=lambda one: (one.order, one.key))


def importer_of(key: str) -> Importer:
    """The importer called ``key``; ``KeyError`` when there is none."""
    return _importers[key]
