"""How a story is laid out: figures in their slots, the lead above, and what is read beside it."""

import pytest

from articles.models import EditionFigure, Topic
from articles.reading import EARLIER, LATER, SHARING, TRANSLATION, further_stories, lay_out
from diplomacy.moment import current

from .conftest import make_draft, on_day

BODY = '<p>Avant.</p><figure data-slot="2"></figure><p>Après.</p>'


def figures(*slots):
    return [EditionFigure(slot=slot, position=position) for position, slot in enumerate(slots)]


def shape(layout):
    """The layout as plain words and slots: (lead, parts, rest)."""
    return (
        layout.lead and layout.lead.slot,
        [part.figure.slot if part.figure else part.html for part in layout.parts],
        [figure.slot for figure in layout.rest],
    )


def test_a_placed_figure_stands_in_the_text_the_first_loose_one_above_it():
    assert shape(lay_out(BODY, figures(1, 2, 3))) == (1, ["<p>Avant.</p>", 2, "<p>Après.</p>"], [3])


def test_a_first_figure_that_the_text_places_is_not_also_the_lead():
    assert shape(lay_out(BODY, figures(2, 3))) == (None, ["<p>Avant.</p>", 2, "<p>Après.</p>"], [3])


def test_a_picture_that_had_to_go_leaves_the_words_around_it():
    assert shape(lay_out(BODY, [])) == (None, ["<p>Avant.</p>", "<p>Après.</p>"], [])


def test_a_slot_named_twice_shows_its_figure_once():
    assert shape(lay_out(BODY + BODY, figures(2)))[1].count(2) == 1


@pytest.mark.parametrize("body", ["", "<p>Mots.</p>"])
def test_a_text_without_slots_keeps_every_figure(body):
    lead, _parts, rest = shape(lay_out(body, figures(1, 2, 3)))
    assert (lead, rest) == (1, [2, 3])


def beside(edition):
    subjects = list(edition.subjects.with_things())
    return [
        (story.headline, story.place) for story in further_stories(edition, subjects, current())
    ]


@pytest.fixture
def family(chief, mali, russia, commission):
    """A story with its translation, two about the same things, one about another, one only drafted."""
    original = make_draft("Original")
    original.actors.add(mali)
    original.accords.add(commission)
    translated = make_draft("Translation", language="en", translation_of=original)
    about_mali, about_accord, about_russia = (
        make_draft(each) for each in ("Mali", "Accord", "Russie")
    )
    about_mali.actors.add(mali)
    about_accord.accords.add(commission)
    about_russia.actors.add(russia)
    drafted = make_draft("Brouillon")
    drafted.actors.add(mali)
    for day, dispatch in enumerate(
        [original, translated, about_mali, about_accord, about_russia], 1
    ):
        with on_day(2025, 6, day):
            dispatch.publish(chief)
    return original, translated


def test_translations_come_first_then_the_newest_about_the_same(family):
    original, _translated = family
    found = beside(original.editions.get())
    assert found == [("Translation", TRANSLATION), ("Mali", LATER), ("Accord", SHARING)]


def test_a_translation_leads_back_to_its_original(family):
    _original, translated = family
    assert beside(translated.editions.get()) == [("Original", TRANSLATION)]


def test_the_stories_before_and_after_it_are_of_its_language(family, chief):
    with on_day(2025, 6, 4, hour=20):
        between = make_draft("Entre deux")
        between.publish(chief)
    with on_day(2025, 6, 30):
        found = beside(between.editions.get())
    assert found == [("Accord", EARLIER), ("Russie", LATER)]


def test_of_stories_of_one_instant_each_has_its_neighbours(chief):
    with on_day(2025, 6, 1):
        first, second, third = (make_draft(name) for name in ("Un", "Deux", "Trois"))
        for each in (first, second, third):
            each.publish(chief)
    with on_day(2025, 6, 2):
        second.correct(chief, "Mieux.")
        assert beside(second.editions.last()) == [("Un", EARLIER), ("Trois", LATER)]
        assert beside(first.editions.get()) == [("Deux", LATER)]


def test_a_shared_topic_is_enough_to_be_read_beside(chief):
    topic = Topic.objects.create(name="Coopération")
    for day in (1, 2, 3):
        story = make_draft(f"Numéro {day}")
        story.topics.add(topic)
        with on_day(2025, 6, day):
            story.publish(chief)
    with on_day(2025, 6, 4):
        assert beside(story.editions.get()) == [("Numéro 2", EARLIER), ("Numéro 1", SHARING)]


def test_a_story_about_nothing_stands_alone(live):
    assert beside(live.editions.get()) == []


def test_further_stories_cost_one_query(family, django_assert_num_queries):
    edition = family[0].editions.get()
    subjects = list(edition.subjects.with_things())
    with django_assert_num_queries(1):
        for story in further_stories(edition, subjects, current()):
            assert story.section.name
            assert story.address.slug
