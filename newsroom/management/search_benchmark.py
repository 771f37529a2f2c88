"""How long it takes to find a first page of search, in an archive made for the purpose.

The archive goes to a database of its own, empty before and dropped after, as a test does.
"""

import random
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.test.runner import DiscoverRunner
from django.utils.translation import gettext as _

from articles.models import Address, Dispatch, Edition, Section
from articles.sealed import freezing
from diplomacy.models import Source
from diplomacy.moment import current
from newsroom.models import Entry
from newsroom.search import finding, upkeep
from newsroom.search.query import read
from newsroom.search.suggestions import suggest

PROMISED = 0.1  # seconds
SOME = 500
WORDS = 320  # of a text
BEGINNING = datetime(1990, 1, 1, tzinfo=UTC)
IN_EVERY_TEXT = """
    accord mali moscou bamako ministre coopération gouvernement sécurité
    signature président
    """
COMMON = IN_EVERY_TEXT.split()
NOTHING = dict.fromkeys(("kind", "section", "actor", "from", "to", "sort"))
QUERIES = (
    "accord", "mali moscou", "accord coopération sécurité ministre", '"accord mali"', "mot77 accord",
    "mot3999", "accord -mali", "nullepart", "accord nullepart",
)  # fmt: skip
TIMES = 5


class Measure(NamedTuple):
    words: str
    seconds: float
    answers: int


def report(dispatches):
    """The lines of the report."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        yield from lines(dispatches)
    finally:
        runner.teardown_databases(made)


def lines(dispatches):
    """Those of the report, of an archive written into the database at hand."""
    began = time.perf_counter()
    _fill(dispatches)
    yield _("%(count)d articles on %(database)s, written in %(seconds).0f s") % {
        "count": dispatches,
        "database": connection.display_name,
        "seconds": time.perf_counter() - began,
    }
    for measure in _measures():
        yield f"  {measure.seconds * 1000:8.1f} ms {measure.answers:4d}  {measure.words}"
    yield _("promised: %(milliseconds)d ms") % {"milliseconds": PROMISED * 1000}


def _measures():
    for words in QUERIES:
        for sort in ("", "date"):
            conditions = NOTHING | {"sort": sort}
            yield _measured(f"{words} {sort}", lambda w=words, c=conditions: _find(w, c))
    early = {"from": BEGINNING.date(), "to": (BEGINNING + timedelta(days=400)).date()}
    yield _measured(_("accord, in the first year"), lambda: _find("accord", NOTHING | early))
    yield _measured(_("a name misspelt"), lambda: suggest("malli", current().now))


def _find(words, conditions):
    return finding.find(read(words), conditions, "", current()).items


def _measured(words, work):
    """The best of several turns: SQLite works while rows are read, so that the reading is counted."""
    turns = []
    for _turn in range(TIMES):
        began = time.perf_counter()
        answers = work()
        turns.append(time.perf_counter() - began)
    return Measure(words, min(turns), len(answers))


def _fill(dispatches):
    chance = random.Random(1)
    section = Section.objects.create(name="Archives")
    for start in range(0, dispatches, SOME):
        _write(range(start, min(start + SOME, dispatches)), section, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(numbers, section, chance):
    """Some dispatches, an edition of each, and its entry, straight into the tables."""
    sources = Source.objects.bulk_create(Source(title=f"Article {each}") for each in numbers)
    made = Dispatch.objects.bulk_create(
        Dispatch(headline=source.title, source=source, section=section) for source in sources
    )
    addresses = Address.objects.bulk_create(
        Address(dispatch=dispatch, year=1990, month=1, slug=f"article-{number}")
        for number, dispatch in zip(numbers, made, strict=True)
    )
    rows = zip(numbers, made, addresses, strict=True)
    with freezing():
        editions = Edition.objects.bulk_create(
            _edition(number, dispatch, address, section, chance)
            for number, dispatch, address in rows
        )
    Entry.objects.bulk_create(upkeep.as_entry(edition, actors=()) for edition in editions)


def _edition(number, dispatch, address, section, chance):
    moment = BEGINNING + timedelta(hours=3 * number)
    return Edition(
        dispatch=dispatch, number=1, live_from=moment, first_live=moment, address=address,
        section=section, headline=_words(chance, 8), standfirst=_words(chance, 24),
        body=f"<p>{_words(chance, WORDS)}</p>",
    )  # fmt: skip


def _words(chance, count):
    """One word in nine is of those that nearly every text holds; the rest are the rarer, the later."""
    return " ".join(
        chance.choice(COMMON)
        if chance.random() < 1 / 9
        else f"mot{int(chance.paretovariate(0.5)) % 4000}"
        for _each in range(count)
    )
