"""The record at the desk: one file for each model, and one for each of its pages of several models."""

from . import accord, act, actor, importing, naming, office, person, relation, source

__all__ = [
    "accord", "act", "actor", "importing", "naming", "office", "person", "relation", "source",
]  # fmt: skip
