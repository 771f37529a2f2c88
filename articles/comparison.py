"""Two states of a text side by side, word by word; and a stored text, paragraph by paragraph."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
TAG = re.compile(r"<(/?)(\w+)[^<>]*>")


@dataclass(frozen=True)
class Piece:
    """`kind` is "same", "gone" or "new"."""

    kind: str
    text: str


def words(old, new):
    """The Pieces that lead from the plain text `old` to `new`, word by word.

    Words that follow each other in a change stand together: a space between two is no piece.
    """
    before, after = WORDS.findall(old), WORDS.findall(new)
    steps = [
        ("".join(before[i1:i2]), "".join(after[j1:j2]))
        for _operation, i1, i2, j1, j2 in SequenceMatcher(
            None, before, after, autojunk=False
        ).get_opcodes()
    ]
    found = []
    for is_same, run in groupby(steps, lambda step: step[0] == step[1] and not step[0].isspace()):
        gone, new = ("".join(texts) for texts in zip(*run, strict=True))
        if is_same or gone == new:
            found.append(Piece("same", new))
        else:
            found += [Piece(kind, text) for kind, text in (("gone", gone), ("new", new)) if text]
    return found


def paragraphs(body):
    """The outermost elements of a stored body, each as HTML: paragraphs, lists, figure slots."""
    found, depth, start = [], 0, 0
    for tag in TAG.finditer(body):
        if tag[2] == "br":
            continue
        depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(body[start : tag.end()])
            start = tag.end()
    return found
