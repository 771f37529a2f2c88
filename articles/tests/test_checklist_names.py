"""Names in the text: linked or not, spelt one way, with titles held on that day."""

from datetime import date

import pytest

from articles.checklist import Text, known, names, record, titles
from articles.checklist.sightings import sightings
from diplomacy.models import Actor, Office, Person, Tenure


def facts(**fields):
    text = Text(**fields)
    read = known.read(text)
    return text, read, sightings(text, read)


def codes(room, **fields):
    return [(each.code, each.excerpt) for each in room.check(*facts(**fields))]


def test_who_is_named_and_not_linked_is_told_once(sanou, mali, russia):
    body = (
        "<p>Alousséni Sanou a parlé au nom du Mali.</p><p>Pour le Mali, Alousséni Sanou signe.</p>"
    )
    assert codes(record, body=body) == [
        ("unlinked-person", "Alousséni Sanou"), ("unlinked-actor", "Mali"),
    ]  # fmt: skip
    linked = {"people": frozenset({sanou.pk}), "actors": frozenset({mali.pk})}
    assert codes(record, body=body, **linked) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("La RÉPUBLIQUE DU MALI signe", ["RÉPUBLIQUE DU MALI"]),
        ("In Russia they sign", ["Russia"]),
        ("Un Russe, des maliens, la russie", []),
        ("Alousséni. Sanou", []),
        ("ALOUSSENI SANOU signe", ["ALOUSSENI SANOU"]),
    ],
)
def test_names_are_found_in_any_spelling_and_only_as_names(sanou, mali, russia, words, found):
    assert [each.printed for each in facts(headline=words)[2]] == found


def test_the_longest_name_wins_and_acronyms_keep_their_capitals(db):
    for name in ("Guinée", "Guinée-Bissau"):
        Actor.objects.create(name=name)
    league = Actor.objects.create(name="Ligue arabe")
    league.variants.create(text="LAS", kind="usual")
    seen = facts(headline="De Guinée-Bissau en Guinée, las, la LAS attend")[2]
    assert [each.printed for each in seen] == ["Guinée-Bissau", "Guinée", "LAS"]


def test_a_homonym_that_is_linked_is_the_one_meant(db):
    first, second = (Person.objects.create(name="Moussa Traoré") for _twice in range(2))
    assert first.slug != second.slug
    assert codes(record, headline="Moussa Traoré parle", people=frozenset({second.pk})) == []


def test_one_person_spelt_two_ways_in_one_text(sanou):
    two = {"headline": "Alousséni Sanou reçoit", "body": "<p>Alousséini Sanou a reçu.</p>"}
    (finding,) = names.check(*facts(**two))
    assert finding.mend == ("Alousséini Sanou", "Alousséni Sanou")
    assert codes(names, headline="Alousséini Sanou", body="<p>ALOUSSÉINI SANOU</p>") == []


def test_two_spellings_that_nobody_recorded_are_told_too(db):
    text = {"headline": "Awa Coulibaly élue", "body": "<p>Mme Awa Coulibali remercie.</p>"}
    assert codes(names, **text) == [("name-two-ways", "Awa Coulibaly / Awa Coulibali")]
    apart = {"headline": "Awa Coulibaly élue", "body": "<p>Oumar Coulibaly et Awa Konaté.</p>"}
    assert codes(names, **apart) == []


def test_two_people_of_nearly_one_name_are_no_misspelling(db):
    Person.objects.create(name="Mariam Touré")
    Person.objects.create(name="Mariama Touré")
    assert codes(names, headline="Mariam Touré et Mariama Touré signent") == []


def test_a_known_misprint_is_told_even_alone(sanou):
    assert codes(names, headline="Alouseni Sannou signe") == [("name-misprint", "Alouseni Sannou")]


@pytest.fixture
def minister(mali):
    """In office from 2021 to the end of 2024, then at another ministry."""
    person = Person.objects.create(name="Fanta Diarra")
    mines = Office.objects.create(
        name="ministre des Mines du Mali", name_en="minister of Mines of Mali", actor=mali
    )
    water = Office.objects.create(name="ministre de l’Eau et de l’Énergie du Mali", actor=mali)
    Office.objects.create(name="général de brigade", actor=mali)
    Tenure.objects.create(
        person=person, office=mines, begun_on=date(2021, 6, 1), ended_on=date(2024, 12, 31)
    )
    Tenure.objects.create(person=person, office=water, begun_on=date(2025, 1, 1))
    Person.objects.create(name="Sira Keïta")
    return person


IN_2024, IN_2025 = date(2024, 3, 1), date(2025, 6, 23)


@pytest.mark.parametrize(
    ("words", "day", "is_right"),
    [
        ("La ministre des Mines, Fanta Diarra, signe", IN_2024, True),
        ("La ministre des Mines et du Pétrole Fanta Diarra signe", IN_2024, True),
        ("La ministre des Mines, Fanta Diarra, signe", IN_2025, False),
        ("Fanta Diarra, ministre des Mines, signe", IN_2025, False),
        ("The minister of Mines Fanta Diarra", IN_2025, False),
        ("L’ancienne ministre des Mines Fanta Diarra", IN_2025, True),
        ("La ministre de l’Eau Fanta Diarra signe", IN_2025, True),
        ("La ministre de l’Eau Fanta Diarra signe", IN_2024, False),
        ("Le général de brigade Fanta Diarra", IN_2025, False),
        ("La ministre des Mines parle. Fanta Diarra écoute", IN_2025, True),
        ("Fanta Diarra, la ministre des Mines Sira Keïta et d’autres", IN_2025, True),
        ("La ministre des Mines Sira Keïta et Fanta Diarra", IN_2025, True),
        ("Fanta Diarra signe", IN_2025, True),
    ],
)
def test_a_title_is_one_that_the_record_gives_on_that_day(minister, words, day, is_right):
    assert (codes(titles, headline=words, day=day) == []) is is_right


def test_of_a_person_without_recorded_function_nothing_is_said(minister):
    assert codes(titles, headline="La ministre des Mines Sira Keïta", day=IN_2025) == []


def test_the_remark_says_until_when_it_was_right(minister):
    (finding,) = titles.check(*facts(headline="La ministre des Mines Fanta Diarra", day=IN_2025))
    assert "31 décembre 2024" in finding.message
