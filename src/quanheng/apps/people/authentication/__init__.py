"""Signing in: what an account proves, with which factor, for how long. The engine is django-allauth; pages, words,
events and limits are ours.
"""
