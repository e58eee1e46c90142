"""What a point seems to ask: bodies, deadlines, targets. Proposals only, each with the words it was read from."""

from quanheng.core.texts.proposals.proposed import Proposed, propose

__all__ = ["Proposed", "propose"]
