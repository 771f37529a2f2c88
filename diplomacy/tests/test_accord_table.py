"""The table of an accord: who signed, who consented and how, since when it is bound, what it qualified."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils import translation

from diplomacy.axis import Axis
from diplomacy.models import Actor, Citation

from .conftest import make_accord, make_act, make_document


def read(client, thing, **query):
    with translation.override("en"):
        response = client.get(thing.get_absolute_url(), query)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """The words of a piece of a page, as a reader hears them."""
    bare = re.sub(r'<(\w+) aria-hidden="true">.*?</\1>', " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def cells(page, actor):
    """The five cells of an actor's row, in words."""
    table = page[page.index('class="parties"') : page.index("</table>")]
    row = next(row for row in re.split("<tr[ >]", table) if f">{actor}<" in row)
    return [words(f"<{cell}") for cell in re.split(r"<t[hd](?=[ >])", row)[1:]]


def section(page, name):
    start = page.index(f'aria-labelledby="{name}"')
    return words(page[start : page.index("</section>", start)])


@pytest.fixture
def treaty(mali, russia, document):
    """Mali signed in 2000 and ratified in 2001; Russia acceded in 2003; in force since 2002."""
    treaty = make_accord("Traité", mali, russia, entry_rule="threshold", entry_count=1)
    make_act(treaty, mali, done_on=date(2000, 3, 1), source=document)
    make_act(treaty, mali, "ratification", date(2001, 4, 2), source=document)
    make_act(treaty, kind="entry", done_on=date(2002, 5, 3), source=document)
    make_act(treaty, russia, "accession", date(2003, 6, 4), source=document)
    return treaty


def test_each_column_says_its_own_thing(client, treaty):
    page = read(client, treaty)
    assert cells(page, "Mali") == [
        "Mali", "March 1, 2000 signatory not named by our sources", "April 2, 2001 ratification",
        "since May 3, 2002", "party",
    ]  # fmt: skip
    assert cells(page, "Russia") == [
        "Russia", "–", "June 4, 2003 accession", "since June 4, 2003", "party",
    ]  # fmt: skip


def test_letters_are_explained_below_and_only_those_used(client, treaty):
    page = read(client, treaty)
    legend = page[page.index('<p class="letters"') :]
    assert words(legend[: legend.index("</p>")]) == "a accession"


def test_who_consents_by_signing_is_said_to(client, mali, russia, document):
    charter = make_accord("Charte", mali, russia, entry_rule="signature")
    for actor in (mali, russia):
        make_act(charter, actor, source=document)
    assert cells(read(client, charter), "Mali")[2:4] == ["by its signature", "since June 23, 2025"]


def test_an_exit_and_a_return_are_two_stretches_of_time(client, treaty, mali, document):
    treaty.notice_delay, treaty.notice_unit = 12, "months"
    treaty.tell()
    make_act(treaty, mali, "withdrawal", date(2010, 1, 10), source=document)
    make_act(treaty, mali, "accession", date(2015, 2, 1), source=document, cycle=2)
    bound = cells(read(client, treaty), "Mali")[3]
    assert bound == "from May 3, 2002 until Jan. 10, 2011 since Feb. 1, 2015"
    assert cells(read(client, treaty, at="2010-06-01"), "Mali")[3:] == [
        "since May 3, 2002", "party, withdrawing withdrawal, Jan. 10, 2010",
    ]  # fmt: skip


def test_a_day_before_an_act_knows_nothing_of_it(client, treaty):
    page = read(client, treaty, at="2001-12-31")
    assert cells(page, "Mali")[3:] == ["–", "contracting"]
    assert ">Russia<" not in page


# --- announced, notified, in effect


def test_three_days_of_an_exit_are_told_apart(client, treaty, mali, document):
    treaty.notice_delay, treaty.notice_unit = 12, "months"
    treaty.tell()
    make_act(
        treaty, mali, "withdrawal", date(2024, 1, 29), source=document,
        announced_on=date(2024, 1, 28), effective_on=date(2024, 1, 28),
    )  # fmt: skip
    told = section(read(client, treaty), "lags")
    assert "Announced Jan. 28, 2024 Notified Jan. 29, 2024 In effect Jan. 29, 2025" in told


def test_actors_that_did_the_same_on_the_same_days_are_told_once(client, treaty, document):
    for name in ("Niger", "Burkina Faso"):
        make_act(
            treaty, Actor.objects.create(name=name), "withdrawal", None, source=document,
            announced_on=date(2025, 9, 22),
        )  # fmt: skip
    told = section(read(client, treaty), "lags")
    assert "Withdrawal – Niger, Burkina Faso" in told
    assert "Notified not known In effect not established" in told
    assert told.count("Sept. 22, 2025") == 1


def test_days_that_agree_are_no_news(client, treaty):
    assert 'aria-labelledby="lags"' not in read(client, treaty)


# --- reservations, declarations, objections


@pytest.fixture
def reserved(treaty, russia, document):
    return make_act(
        treaty, russia, "reservation", date(2003, 6, 4), source=document,
        wording="La Fédération ne se considère pas liée.\n\nElle <le> déclare.",
    )  # fmt: skip


def test_a_reservation_stands_with_what_answers_it(
    client, treaty, reserved, mali, russia, document
):
    make_act(treaty, mali, "objection", date(2004, 1, 5), source=document, answers=reserved,
             wording="Contraire à l’objet du traité.")  # fmt: skip
    make_act(treaty, russia, "reservation_end", date(2020, 7, 8), source=document, answers=reserved)
    told = section(read(client, treaty), "reservations")
    assert told.count("Russia") == 1
    for part in (
        "Reservation, June 4, 2003 La Fédération ne se considère pas liée. Elle <le> déclare.",
        "Withdrawn: July 8, 2020",
        "Objections Mali, Jan. 5, 2004 Contraire à l’objet du traité.",
    ):
        assert part in told
    before = section(read(client, treaty, at="2010-01-01"), "reservations")
    assert "Objections" in before
    assert "Withdrawn" not in before


def test_an_objection_to_what_is_not_public_stands_alone(client, treaty, russia, mali, document):
    hidden = make_act(treaty, russia, "reservation", date(2003, 6, 4), wording="Texte réservé")
    Citation.objects.create(act=hidden, source=make_document(public_from=None))
    make_act(treaty, mali, "objection", date(2004, 1, 5), source=document, answers=hidden)
    page = read(client, treaty)
    assert "Texte réservé" not in page
    assert "Objection, Jan. 5, 2004 Its wording is not recorded." in section(page, "reservations")


def test_without_any_there_is_no_such_section(client, treaty):
    assert 'id="reservations"' not in read(client, treaty)


# --- the line of time


def facts(page):
    table = page[page.index('class="facts"') :]
    return [words(row) for row in table[: table.index("</table>")].split("<tr>")[2:]]


def test_the_picture_and_its_table_tell_the_same(client, treaty):
    page = read(client, treaty)
    assert facts(page) == [
        "March 1, 2000 Signature Mali",
        "April 2, 2001 Ratification Mali",
        "May 3, 2002 Entry into force, as stated, in effect –",
        "June 4, 2003 Accession Russia",
        "March 1, 2000 – May 3, 2002 Force of the accord: entry into force not established –",
        "May 3, 2002 Force of the accord: in force –",
    ]
    picture = page[page.index('<svg class="timeline"') : page.index("</svg>")]
    assert picture.count("mark-done") == 3
    assert picture.count("mark-effective") == 1
    assert 'role="img"' in picture
    assert not re.search(r'="\d+,\d', picture), (
        "numbers of a picture have a point in every language"
    )


def test_numbers_of_the_picture_have_a_point_in_french_too(client, treaty):
    page = client.get(treaty.get_absolute_url()).content.decode()
    picture = page[page.index('<svg class="timeline"') : page.index("</svg>")]
    assert re.search(r'cx="\d+\.\d+%"', picture)
    assert not re.search(r'="\d+,\d', picture)


def test_what_happened_on_one_day_needs_no_picture(client, signed):
    assert "<svg" not in read(client, signed)


def test_a_day_known_to_the_year_is_told_no_more_precisely(client, treaty, mali, document):
    make_act(treaty, mali, "approval_law", date(1999, 1, 1), source=document, done_precision="year")
    assert facts(read(client, treaty))[0].startswith("1999 Parliamentary approval")


def test_the_line_of_time_runs_the_other_way_in_arabic(treaty):
    axis = Axis(date(2000, 1, 1), date(2010, 1, 1))
    assert axis.x(date(2000, 1, 1)) < axis.x(date(2010, 1, 1))
    with translation.override("ar"):
        backwards = Axis(date(2000, 1, 1), date(2010, 1, 1))
    assert backwards.x(date(2000, 1, 1)) > backwards.x(date(2010, 1, 1))


@pytest.mark.parametrize(
    ("first", "last"),
    [("2025-06-23", "2025-06-24"), ("2024-12-30", "2025-02-02"), ("1972-01-01", "2026-11-24"),
     ("1648-10-24", "2999-12-31")],
)  # fmt: skip
def test_an_axis_of_any_length_names_two_to_five_days(first, last):
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    ticks = Axis(first, last).ticks()
    assert len(ticks) in range(2, 6)
    assert all(0 <= tick.x <= 100 and tick.label for tick in ticks)
