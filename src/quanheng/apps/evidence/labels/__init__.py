"""Labels 标识 as a technical institution issues them; what a label is, is in ``core/trust/labels``."""
