"""The log's speed beside what hashing alone allows, in one run on one machine.

    .venv/bin/python -m benchmarks.evidence             # sections: memory
    .venv/bin/python -m benchmarks.evidence memory

pymerkle is measured where it is importable. It is GPL, so it lives in the ``peers`` group, in an environment of its
own, and is never imported by the product (see benchmarks/metrology.py)::

    PYTHONPATH=src peers/bin/python -m benchmarks.evidence memory

Every figure is a ratio to the hashing bound: hashlib doing one leaf and one node hash for each entry and nothing else.
Times are CPU seconds of one thread, the best of several runs, so that other load on the machine counts less.
"""

import argparse
from collections.abc import Callable

from benchmarks import evidence_memory

SECTIONS: dict[str, Callable[[], list[str]]] = {"memory": evidence_memory.lines}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="which; without one, all")
    for section in parser.parse_args().sections or SECTIONS:
        print("\n".join([f"== {section}", *SECTIONS[section](), ""]))


if __name__ == "__main__":
    main()
