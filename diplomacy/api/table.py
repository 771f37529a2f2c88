"""A table of the record: what may be asked of it, and how a row of it is written."""

from collections.abc import Callable
from dataclasses import dataclass

from diplomacy.keyset import paginate

BATCH = 1000


def _as_they_are(rows, moment):
    return rows


@dataclass(frozen=True)
class Table:
    """`filters` is the gate too: it begins with what readers may see at a Moment, and narrows it.

    `key` names the field in a row's own address. `gather(queryset, moment)` adds what its rows are
    written from; `complete(rows, moment)` what no queryset can, in a fixed number of queries.
    """

    name: str
    noun: str
    key: str
    filters: type
    serializer: type
    gather: Callable = _as_they_are
    complete: Callable = _as_they_are

    def public(self, moment):
        """Every row that readers may see at the moment."""
        return self.filters({}, moment).qs

    def page(self, queryset, moment, cursor, size):
        """One Page in the order in which rows entered the record, which no later row disturbs."""
        rows = self.gather(queryset, moment)
        page = paginate(rows, cursor, key="pk", kind="number", size=size, descending=False)
        self.complete(page.items, moment)
        return page

    def batches(self, moment):
        """Every public row, in lists of a thousand: as many queries for each, however many rows."""
        cursor = ""
        while True:
            page = self.page(self.public(moment), moment, cursor, BATCH)
            yield page.items
            if not (cursor := page.cursor):
                return
