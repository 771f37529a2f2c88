"""Whom an actor has accords with, as a picture: itself in the middle, the others around it."""

from dataclasses import dataclass
from textwrap import wrap

WIDTH = 360  # of the picture, in its own units
ROW = 34
MARGIN = 24
MOST_LETTERS = 16
FEWEST = 3  # ties that a picture says more about than a table
MOST_LINES = 2


@dataclass(frozen=True)
class Tie:
    """`number` accords of which the page’s actor and the `other` both did an act."""

    other: object
    number: int


@dataclass(frozen=True)
class Node:
    """Where a tie ends in the picture, and its name in lines beside it, each (y, words)."""

    tie: Tie
    x: int
    y: int
    is_left: bool
    thickness: float
    lines: list

    @property
    def text_x(self):
        return self.x - 16 if self.is_left else self.x + 16


@dataclass(frozen=True)
class Network:
    nodes: list
    height: int
    middle: list  # the actor's own name in lines, each (y, words)
    half: int  # of the width of the shape around it

    @property
    def centre(self):
        return WIDTH // 2, self.height // 2

    @property
    def corner(self):
        """The upper left corner of the shape around the middle."""
        return WIDTH // 2 - self.half, self.height // 2 - 27


def network(actor, ties):
    """The Network of an actor and its `ties`, the strongest at the top; None for one or two of them."""
    if len(ties) < FEWEST:
        return None
    rows = -(-len(ties) // 2)
    height = max(rows * ROW + 2 * MARGIN, 140)
    most = max(tie.number for tie in ties)
    nodes = [_node(tie, place, rows, height, most) for place, tie in enumerate(ties)]
    middle = _lines(actor.label, height // 2, MOST_LETTERS - 3, 3)
    half = 14 + round(3.3 * max(len(words) for _y, words in middle))
    return Network(nodes, height, middle, half)


def _node(tie, place, rows, height, most):
    """Ties go left and right in turn, from the strongest at the top down."""
    row, is_left = place // 2, place % 2 == 0
    y = round(height / 2 + (row - (rows - 1) / 2) * ROW)
    share = (y - height / 2) / (height / 2)
    reach = 30 + 30 * max(0, 1 - share * share) ** 0.5
    x = round(WIDTH / 2 + (-reach if is_left else reach))
    return Node(
        tie=tie,
        x=x,
        y=y,
        is_left=is_left,
        thickness=round(1 + 5 * tie.number / most, 1),
        lines=_lines(tie.other.label, y, MOST_LETTERS, MOST_LINES),
    )


def _lines(name, y, letters, most):
    """A name in at most `most` lines around the height `y`; what is too long ends in an ellipsis."""
    lines = wrap(name, letters, max_lines=most, placeholder="…") or [name[:letters]]
    first = y + 4 - 7 * (len(lines) - 1)
    return [(first + 14 * number, words) for number, words in enumerate(lines)]
