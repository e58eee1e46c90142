"""Search: one box over everything public. Apps declare sources; changes reach the index through the outbox.

``registry`` (what is indexed) and ``outbox`` (what changed) are all an app needs to know.
"""
