"""Lists page by key: nothing repeats, nothing is skipped, and a false key is refused."""

from datetime import date, datetime

import pytest
from django.db.models import Value
from django.db.models.functions import Now
from django.utils import timezone

from diplomacy.keyset import BadCursor, paginate
from diplomacy.models import Actor

from .conftest import make_accord, make_act


def walk(queryset, between=lambda: None, **options):
    """Every page from the first on; `between` is called before each next one."""
    cursor, pages = "", []
    while True:
        page = paginate(queryset, cursor, **options)
        pages.append(page)
        if not page.cursor:
            return pages
        cursor = page.cursor
        between()


@pytest.fixture
def forty_actors(db):
    return [Actor.objects.create(name=f"Acteur {number:02d}") for number in range(40)]


def test_pages_follow_each_other_without_gap_or_repetition(forty_actors):
    pages = walk(Actor.objects.all(), key="name", kind="text", size=7, descending=False)
    assert [actor for page in pages for actor in page.items] == forty_actors
    assert [page.is_first for page in pages] == [True] + [False] * 5


def test_a_last_page_that_is_full_leads_nowhere(forty_actors):
    pages = walk(Actor.objects.all(), key="name", kind="text", size=20, descending=False)
    assert [len(page.items) for page in pages] == [20, 20]


def test_an_empty_list_has_one_empty_page(db):
    page = paginate(Actor.objects.all(), "", key="name", kind="text")
    assert (page.items, page.cursor, page.is_first) == ([], "", True)


def test_equal_keys_are_told_apart(db):
    twins = [Actor.objects.create(name="Mali") for _ in range(9)]
    pages = walk(Actor.objects.all(), key="name", kind="text", size=2)
    assert [actor for page in pages for actor in page.items] == twins[::-1]


def test_a_name_with_the_sign_that_parts_the_key_is_no_trouble(db):
    for name in ("a~1", "a~2", "b~~"):
        Actor.objects.create(name=name)
    pages = walk(Actor.objects.all(), key="name", kind="text", size=1, descending=False)
    assert [page.items[0].name for page in pages] == ["a~1", "a~2", "b~~"]


def test_what_comes_in_while_reading_shifts_nothing(forty_actors):
    def news():
        Actor.objects.create(name="Acteur 00 bis")

    pages = walk(Actor.objects.all(), news, key="name", kind="text", size=15, descending=False)
    assert [actor for page in pages for actor in page.items] == forty_actors


def test_a_list_pages_by_day_even_where_no_day_is_known(mali, document):
    from diplomacy.models import Accord
    from diplomacy.moment import current

    for number, day in enumerate([date(2025, 6, 23), None, date(2020, 1, 1), None]):
        make_act(make_accord(f"Accord {number}", mali), mali, done_on=day, source=document)
    accords = (
        Accord.objects.public(timezone.now()).with_standing(current()).with_sort_day(current())
    )
    pages = walk(accords, key="sort_day", kind="date", size=1)
    assert [page.items[0].name[-1] for page in pages] == ["0", "2", "3", "1"]


def test_a_list_pages_by_moment(forty_actors):
    stamped = Actor.objects.annotate(
        moment=Value(datetime(2025, 6, 23, tzinfo=timezone.get_default_timezone()))
    )
    pages = walk(stamped, key="moment", size=16)
    assert [actor for page in pages for actor in page.items] == forty_actors[::-1]


@pytest.mark.parametrize(
    "cursor",
    ["x", "~", "2025-06-23~1", "2025-06-23T09:00:00~1", "2025-06-23T09:00:00+00:00~x",
     "2025-06-23T09:00:00+00:00~0", "2025-06-23T09:00:00+00:00~-1", f"2025-06-23T09:00:00+00:00~{2**63}",
     "2025-06-23T09:00:00+00:00~" + "9" * 5000, "2025-06-23T09:00:00+00:00~1\x00",
     "0001-01-01T00:00:00+14:00~1", "9999-12-31T23:59:59-12:00~1", "%~1", "'; --~1"],
)  # fmt: skip
def test_a_key_that_we_never_gave_is_refused_in_words(db, cursor):
    stamped = Actor.objects.annotate(moment=Now())
    with pytest.raises(BadCursor, match="début"):
        paginate(stamped, cursor, key="moment")


@pytest.mark.parametrize(
    "cursor", ["2025-06-23", "hier~1", "2025-06-23T09:00:00+00:00~1", "\x00~1"]
)
def test_a_key_of_another_list_is_refused_in_words(db, cursor):
    with pytest.raises(BadCursor):
        paginate(Actor.objects.annotate(day=Value(date.min)), cursor, key="day", kind="date")


def test_a_key_of_names_with_a_null_byte_is_refused(db):
    with pytest.raises(BadCursor):
        paginate(Actor.objects.all(), "Ma\x00li~1", key="name", kind="text")
