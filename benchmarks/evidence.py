"""The log's speed beside what hashing alone allows, in one run on one machine.

    .venv/bin/python -m benchmarks.evidence                                      # both sections
    .venv/bin/python -m benchmarks.evidence memory
    .venv/bin/python -m benchmarks.evidence durable --postgres postgresql://postgres@127.0.0.1:5432/postgres

The bound is hashlib doing one leaf and one node hash for each entry and nothing else. In memory, times are CPU seconds
of one thread, the best of several runs; on databases they are what passed on the clock, waiting for the disk included.

pymerkle is measured where it is importable. It is GPL, so it lives in the ``peers`` group, in an environment of its
own, and is never imported by the product (see benchmarks/metrology.py)::

    PYTHONPATH=src peers/bin/python -m benchmarks.evidence memory
"""

import argparse


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("section", nargs="?", choices=["memory", "durable"], help="one alone; without it, both")
    parser.add_argument("--postgres", default="", help="address of a server on which a database may be made")
    asked = parser.parse_args()
    if asked.section != "durable":
        from benchmarks import evidence_memory

        print("\n".join(["== in memory", *evidence_memory.lines(), ""]), flush=True)
    if asked.section != "memory":
        from benchmarks import evidence_durable

        print("== on databases", flush=True)
        for line in evidence_durable.lines(asked.postgres):
            print(line, flush=True)


if __name__ == "__main__":
    main()
