"""The tokens of the index, and expressions of them in the two languages of full-text search.

A token is made of letters and figures only, and of a dot between two words that follow each other, so
that nothing in it can be mistaken for an operator.
"""

from itertools import pairwise
from typing import NamedTuple

TITLE, HEAD, ANYWHERE = ZONES = 1, 2, 3
# What PostgreSQL holds in one row, and some less; of a longer text the end is not looked for.
ROOM = 900_000  # bytes


def placed(stems, zone):
    """The tokens that a text with these words in a row has in this zone; one word is a row of one."""
    return [f"{zone}{first}·{second}" for first, second in pairwise(stems)] or [f"{zone}{stems[0]}"]


def of_text(facets, title, standfirst=(), body=()):
    """The tokens of a text whose `title` is a list of parts, and each part a list of stems; no phrase
    begins in one part and ends in another."""
    zones = [(TITLE, title), (HEAD, [*title, standfirst]), (ANYWHERE, [*title, standfirst, body])]
    found = dict.fromkeys(facets)
    for zone, parts in zones:
        for part in filter(None, parts):
            found |= dict.fromkeys(f"{zone}{stem}" for stem in part)
            found |= dict.fromkeys(placed(part, zone))
    return _fitting(found)


def _fitting(tokens):
    kept, room = [], ROOM
    for token in tokens:
        room -= len(token.encode())
        if room < 0:
            break
        kept.append(token)
    return kept


def as_tsvector(tokens):
    """As PostgreSQL reads it, without places: what is next to what is a token of its own."""
    return " ".join(f"'{token}'" for token in tokens)


# --- expressions


class Expression(NamedTuple):
    fts5: str
    tsquery: str


def token(word):
    return Expression(f'"{word}"', f"'{word}'")


def phrase(tokens):
    return every(map(token, tokens))


def every(expressions):
    return _between(expressions, " AND ", " & ")


def some(expressions):
    return _between(expressions, " OR ", " | ")


def without(expression, others):
    if not others:
        return expression
    apart = some(others)
    return Expression(
        f"({expression.fts5} NOT {apart.fts5})", f"({expression.tsquery} & !{apart.tsquery})"
    )


def _between(expressions, fts5, tsquery):
    found = list(expressions)
    return Expression(
        f"({fts5.join(each.fts5 for each in found)})",
        f"({tsquery.join(each.tsquery for each in found)})",
    )
