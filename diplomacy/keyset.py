"""Lists that page by key: a page costs the same at its thousandth turn, and never shifts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.utils.translation import gettext as _


def _read_datetime(text):
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(text)
    return value.astimezone(UTC)


def _read_number(text):
    value = int(text)
    if not 0 < value < 2**63:
        raise ValueError(text)
    return value


READERS = {
    "datetime": _read_datetime,
    "date": date.fromisoformat,
    "number": _read_number,
    "text": str,
}


class BadCursor(BadRequest):
    """The page's key is not one that we gave."""


@dataclass(frozen=True)
class Page:
    """`items` of one page, and the `cursor` of the next ("" on the last)."""

    items: list
    cursor: str
    is_first: bool


def paginate(queryset, cursor, *, key, kind="datetime", size=20, descending=True):
    """One Page of `queryset` ordered by `key`, then by primary key, after `cursor` ("" for the first).

    `kind` says what the key holds: "datetime", "date", "number" or "text". Raises BadCursor.
    """
    sign, step = ("-", "lt") if descending else ("", "gt")
    queryset = queryset.order_by(f"{sign}{key}", f"{sign}pk")
    if cursor:
        value, pk = _read(cursor, kind)
        queryset = queryset.filter(
            Q(**{f"{key}__{step}": value}) | Q(**{key: value, f"pk__{step}": pk})
        )
    rows = list(queryset[: size + 1])
    items = rows[:size]
    more = f"{_write(getattr(items[-1], key))}~{items[-1].pk}" if len(rows) > size else ""
    return Page(items=items, cursor=more, is_first=not cursor)


def _write(value):
    return value.isoformat() if isinstance(value, date) else value


def _read(cursor, kind):
    try:
        value, pk = cursor.rsplit("~", 1)
        value, pk = READERS[kind](value), int(pk)
        if not 0 < pk < 2**63 or "\x00" in cursor:
            raise ValueError(cursor)
    except (ValueError, OverflowError) as error:
        raise BadCursor(_("This list has no such page. Start again from its beginning.")) from error
    return value, pk
