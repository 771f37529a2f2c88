"""The stories at the desk: one file for each model, and one for each part of the dispatch's page."""

from . import (
    author,
    delegation,
    demand,
    dispatch,
    edition,
    event,
    front_order,
    house_rule,
    move,
    notice,
    photo,
    rate,
    section,
    topic,
    veil,
    withdrawal,
)

__all__ = [
    "author",
    "delegation",
    "demand",
    "dispatch",
    "edition",
    "event",
    "front_order",
    "house_rule",
    "move",
    "notice",
    "photo",
    "rate",
    "section",
    "topic",
    "veil",
    "withdrawal",
]
