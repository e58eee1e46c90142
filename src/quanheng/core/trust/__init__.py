"""Records nobody can quietly change: canonical records, the Merkle log in the formats of C2SP, signed notes, proofs.

Pure: no Django, no network, no clock. Bytes come in as arguments, seconds as integers. Everything that reads bytes
raises :class:`~quanheng.core.trust.errors.TrustError` and nothing else, whatever the bytes are.
"""
