"""From a query to a page of answers, in two queries: the entries, the stories behind them."""

from collections import Counter
from typing import NamedTuple

from django.db import connection
from django.db.models import CharField, Exists, IntegerField, OuterRef, Subquery, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Edition
from diplomacy.keyset import BadCursor
from diplomacy.models import Accord, Actor, Person
from newsroom.models import Entry

from . import tokens
from .form import KINDS, beginning_of, end_of
from .upkeep import ABOVE, LAST, first_key

RECORD = {"actor": Actor, "person": Person, "accord": Accord}
PAGE = 20
BESIDE = 4  # names of each kind that stand above the stories
# Of each zone so many entries are looked at for one page, the newest: what is asked of a row, whether
# readers may read it, would cost more than to find it.
STORIES, NAMES = 100, 500


class Answer(NamedTuple):
    """One entry that answers: a name of the record, or an edition, whose row is read afterwards."""

    zone: int
    key: int
    kind: str
    thing: int
    is_open: bool  # readers may read it, and it meets the conditions
    name: str
    name_en: str
    slug: str

    @property
    def label(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def kind_label(self):
        return KINDS[self.kind]

    def get_absolute_url(self):
        return RECORD[self.kind](slug=self.slug).get_absolute_url()


class Answers(NamedTuple):
    """`names` by kind, (kind, the first of them, whether there are more); `items` of this page, editions
    or Answers; the `cursor` of the next ("" on the last)."""

    names: list
    items: list
    cursor: str
    is_first: bool

    @property
    def is_empty(self):
        return not (self.names or self.items or self.cursor)


def find(query, conditions, cursor, moment):
    """The Answers to a Query on a page of the list. `conditions` are the form's cleaned data; raises
    BadCursor."""
    after = _read(cursor) if cursor else (0, 0)
    kind = conditions["kind"] or "edition"
    if kind == "edition":
        parts, most = _stories(query, conditions, after, moment), STORIES
    else:
        parts, most = [_names(kind, query, conditions, moment, after[1])], NAMES
    beside = []
    if not (conditions["kind"] or cursor or _is_about_stories(conditions)):
        beside = [_names(each, query, conditions, moment) for each in RECORD]
    found = _united([*beside, *parts])
    items, more = _page([answer for answer in found if answer.kind == kind], most)
    names = [_group(each, found) for each in RECORD] if beside else []
    return Answers(
        names=[group for group in names if group[1]],
        items=_editions(items, moment) if kind == "edition" else items,
        cursor=more,
        is_first=not cursor,
    )


def _is_about_stories(conditions):
    """Whether a condition is set that a name of the record has no answer to."""
    return any(conditions[name] for name in ("section", "from", "to"))


def _group(kind, found):
    names = [answer for answer in found if answer.kind == kind and answer.is_open]
    return kind, names[:BESIDE], len(names) > BESIDE


def _page(found, most):
    """The open ones of a page, and the cursor of the next: where a zone holds more than was looked at,
    the page ends with what was."""
    items, looked_at = [], Counter()
    for answer in found:
        if answer.is_open and len(items) == PAGE:
            return items, _cursor(items[-1])
        if answer.is_open:
            items.append(answer)
        looked_at[answer.zone] += 1
        if looked_at[answer.zone] == most:
            return items, _cursor(answer)
    return items, ""


def _stories(query, conditions, after, moment):
    """One part for each zone, the best first; by date, one for all of them."""
    if conditions["sort"]:
        zones = [(tokens.ANYWHERE, query.anywhere())]
    else:
        zones = [(zone, query.ranked(zone)) for zone in tokens.ZONES]
    live = Edition.objects.live(moment.now).filter(pk=OuterRef("thing"))
    first, end = _span(conditions)
    for zone, expression in zones:
        if zone >= after[0]:
            asked = tokens.every([expression, *_facets(conditions)])
            span = (first, min(end, after[1]) if zone == after[0] else end)
            yield _outlined(Entry.objects.newest(asked, span, STORIES), zone, Exists(live))


def _facets(conditions):
    """What the reader narrows stories by, and the language of the pages."""
    yield tokens.token(f"p{get_language()}")
    if conditions["section"]:
        yield tokens.token(f"s{conditions['section'].pk}")
    if conditions["actor"]:
        yield tokens.token(f"a{conditions['actor'].pk}")


def _span(conditions):
    first, end = 0, ABOVE
    if conditions["from"]:
        first = first_key(beginning_of(conditions["from"]))
    if conditions["to"]:
        end = min(first_key(end_of(conditions["to"])), end)
    return first, end


def _names(kind, query, conditions, moment, below=0):
    """Names of the record that hold all the words; of a party, its accords alone."""
    model = RECORD[kind]
    rows = model.objects.public(moment.now)
    if actor := conditions["actor"]:
        rows = rows.acted_on(moment, actor=actor.pk) if kind == "accord" else rows.none()
    if _is_about_stories(conditions):
        rows = rows.none()
    asked = tokens.every([tokens.token(f"k{kind}"), query.ranked(tokens.TITLE)])
    entries = Entry.objects.newest(asked, (ABOVE, below or LAST), NAMES)
    row = model.objects.filter(pk=OuterRef("thing"))
    columns = {name: Subquery(row.values(name)) for name in ("name", "name_en", "slug")}
    return _outlined(entries, tokens.TITLE, Exists(rows.filter(pk=OuterRef("thing"))), **columns)


def _outlined(entries, zone, is_open, **columns):
    empty = Value("", CharField())
    columns = {"name": empty, "name_en": empty, "slug": empty} | columns
    found = entries.annotate(zone=Value(zone, IntegerField()), is_open=is_open, **columns)
    return found.values_list("zone", "key", "kind", "thing", "is_open", *columns)


def _united(parts):
    """The Answers of all parts, the best first, in one query; each part walks the index for itself."""
    texts, params = [], []
    for number, part in enumerate(parts):
        text, given = part.query.sql_with_params()
        texts.append(f"SELECT * FROM ({text}) AS part_{number}")
        params += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(texts), params)
        found = [Answer(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda answer: (answer.zone, -answer.key))


def _editions(answers, moment):
    """The stories, with their words, in the order of the answers; one query or none."""
    if not answers:
        return []
    found = (
        Edition.objects.live(moment.now)
        .filter(pk__in=[answer.thing for answer in answers])
        .select_related("section", "address")
        .defer("folded")
    )
    rows = {edition.pk: edition for edition in found}
    return [rows[answer.thing] for answer in answers if answer.thing in rows]


def _cursor(answer):
    return f"{answer.zone}~{answer.key}"


def _read(cursor):
    try:
        zone, key = map(int, cursor.split("~"))
        if zone not in tokens.ZONES or not 0 < key < 2**63:
            raise ValueError(cursor)
    except ValueError as error:
        raise BadCursor(_("This list has no such page. Start again from its beginning.")) from error
    return zone, key
