"""The transparency log: one sequencer, dense indexes, tiles and signed checkpoints.

``storage`` is what the database holds; ``sequencing`` numbers what is waiting; ``signing`` signs what is committed and
``outside`` remembers it apart from the database; ``runner`` is the process that does both in turn; ``reading`` is what
the doors and the proofs read; ``checking`` recomputes everything.
"""
