"""The licence of what the platform publishes as open data, named once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its short identifier (SPDX), its name as shown and its permanent address."""

    spdx: str
    name: str
    url: str

    def __str__(self) -> str:
        return f"{self.name} {self.url}"


DATA_LICENCE = Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
