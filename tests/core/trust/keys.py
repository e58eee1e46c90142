"""Keys with fixed seeds."""

from quanheng.core.trust.algorithms import COSIGNATURE, MLDSA44_COSIGNATURE
from quanheng.core.trust.notes import SignerKey
from quanheng.core.trust.signers.ed25519 import Ed25519Signer
from quanheng.core.trust.signers.mldsa import MLDSA44Signer

ORIGIN = "log.example/metrology"
LOG = SignerKey(ORIGIN, Ed25519Signer.from_seed(bytes([1]) * 32))
OTHER_LOG_KEY = SignerKey(ORIGIN, Ed25519Signer.from_seed(bytes([2]) * 32))
WITNESSES = [
    SignerKey(f"witness.example/w{n}", Ed25519Signer.from_seed(bytes([10 + n]) * 32), COSIGNATURE) for n in range(3)
]
QUANTUM_WITNESS = SignerKey("witness.example/pq", MLDSA44Signer.from_seed(bytes([20]) * 32), MLDSA44_COSIGNATURE)
