"""Timestamps by an authority outside the platform (RFC 3161): what is asked, and whether an answer holds.

The request is written here, because an authority may be asked for a policy and for an SM3 imprint; answers are taken
apart and their signatures checked by ``rfc3161-client``.
"""
