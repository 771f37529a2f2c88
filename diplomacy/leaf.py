"""A long list on a page that shows others beside it: cut into leaves, each with a plain address."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .keyset import BadCursor


@dataclass(frozen=True)
class Leaf:
    """`items` of leaf `number` (from 1) of `count`; `parameter` of the address turns them."""

    items: list
    number: int
    count: int
    parameter: str

    @property
    def previous(self):
        """The number of the leaf before; None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self):
        return self.number + 1 if self.number < self.count else None


def leaf(items, query, parameter, size):
    """The Leaf of a list that `query` (a page's GET parameters) asks for; raises BadCursor."""
    count = max(1, -(-len(items) // size))
    text = query.get(parameter) or "1"
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= number <= count:
        raise BadCursor(_("This list has no such page. Start again from its beginning."))
    return Leaf(items[(number - 1) * size : number * size], number, count, parameter)
