"""The stories at the desk: one file for each model, and one for each part of the dispatch's page."""

from . import author, dispatch, edition, move, photo, section, topic, withdrawal

__all__ = ["author", "dispatch", "edition", "move", "photo", "section", "topic", "withdrawal"]
