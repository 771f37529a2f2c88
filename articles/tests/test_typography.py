"""French typography: what is mended, what is left alone, and that mending twice changes nothing."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.checklist import Text, typography
from articles.checklist.typography import mend
from articles.models import HouseRule
from articles.prose import sanitise

THIN, NO_BREAK = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('Il a dit "oui".', f"Il a dit «{THIN}oui{THIN}»."),
        ("Une «décision» ferme", f"Une «{THIN}décision{THIN}» ferme"),
        ("Une « décision » ferme", f"Une «{THIN}décision{THIN}» ferme"),
        ("“Assez”, dit-il", f"«{THIN}Assez{THIN}», dit-il"),
        ('« Il répond "non" »', f"«{THIN}Il répond “non”{THIN}»"),
        ("Vraiment ?", f"Vraiment{THIN}?"),
        ("Vraiment?!", f"Vraiment{THIN}?!"),
        ("Reste une question; et demain!", f"Reste une question{THIN}; et demain{THIN}!"),
        ("Trois points: le prix", f"Trois points{NO_BREAK}: le prix"),
        ("A l’occasion du sommet", "À l’occasion du sommet"),
        ("Fini. A Bamako, on attend.", "Fini. À Bamako, on attend."),
        ("L'Etat et ses Etats voisins", "L’État et ses États voisins"),
        ("Echange de notes", "Échange de notes"),
        ("Etre prêt. Ile de Gorée", "Être prêt. Île de Gorée"),
        ("Le visa à 10.000 francs", f"Le visa à 10{THIN}000 francs"),
        ("1.250.000 habitants", f"1{THIN}250{THIN}000 habitants"),
        ("Environ 12 500 sacs", f"Environ 12{THIN}500 sacs"),
        ("Le 65è congrès, la 12ème fois", "Le 65e congrès, la 12e fois"),
        ("La 1ère et les 2èmes", "La 1re et les 2es"),
        ("Le XXIème siècle", "Le XXIe siècle"),
        ("A suivre...", "À suivre…"),
        ("Un coup -- puis rien", "Un coup — puis rien"),
        ("La soeur, le coeur, l'oeuvre, Oeuvres", "La sœur, le cœur, l’œuvre, Œuvres"),
        ("Le n°5 et le N° 6", f"Le n°{NO_BREAK}5 et le N°{NO_BREAK}6"),
        ("M. Keïta et Mme Touré", f"M.{NO_BREAK}Keïta et Mme{NO_BREAK}Touré"),
        ("Deux  espaces", "Deux espaces"),
    ],
)
def test_each_rule_mends(typed, printed):
    assert mend(typed) == printed
    assert mend(printed) == printed


@pytest.mark.parametrize(
    "left_alone",
    [
        "A été signé hier",
        "A et B sont d’accord",
        "Vitamine A et vitamine B",
        "L’ETAT EN CAPITALES",
        "Emmanuel, Edgar et Elena",
        "Pi vaut 3.14 et non 3.1415",
        "La version 1.2.300",
        "À 10:30 précises",
        "Voir https://exemple.org/a;b?c=10.000&d=65è...",
        "Écrire à l-a@exemple.org",
        "Le 1er mai et le 3e jour",
        "poème, coexister, moelle, Noël",
        "Le 20 22 35 41",
        "(?) et (!)",
        'Un mètre de 5" sans pair',
        "Samedi 23 juin 2025",
        "",
    ],
)
def test_what_is_right_or_unsure_is_left_alone(left_alone):
    assert mend(left_alone) == left_alone


def test_tags_and_addresses_are_never_touched():
    body = (
        '<p>Le <a href="https://exemple.org/?q=a;b">texte</a>: "<em>oui</em>" au 65<sup>è</sup> jour; '
        '<span lang="en">"Ten: 10.000"</span> &amp; "non" &lt;5</p><figure data-slot="1"></figure>'
    )
    assert mend(body, is_html=True) == (
        f'<p>Le <a href="https://exemple.org/?q=a;b">texte</a>{NO_BREAK}: «{THIN}<em>oui</em>{THIN}»'
        f' au 65<sup>e</sup> jour{THIN}; <span lang="en">"Ten: 10.000"</span> &amp; '
        f'«{THIN}non{THIN}» &lt;5</p><figure data-slot="1"></figure>'
    )


def test_only_french_is_mended():
    assert mend('He said: "no"; 10.000', "en") == 'He said: "no"; 10.000'
    assert not list(typography.check(Text(headline='The "Etat" : 65è', language="en"), None))


def test_the_checklist_counts_and_shows_the_first():
    text = Text(headline="Le 65è et le 66è jour", body="<p>Le 67è</p>")
    finding = next(typography.check(text, None))
    assert (finding.code, finding.field) == ("typography-ordinal", "headline")
    assert finding.mend == ("65è", "65e")
    assert "3" in finding.message


def test_a_lone_quotation_mark_is_shown_and_not_mended():
    text = Text(body='<p>Il dit "oui</p><p>puis "non"</p>')
    assert "typography-unpaired" in {finding.code for finding in typography.check(text, None)}
    assert typography.mended(text).body == f'<p>Il dit "oui</p><p>puis «{THIN}non{THIN}»</p>'


def test_house_spellings_are_mended_with_it():
    rule = HouseRule(kind="spelling", words="Fcfa", instead="FCFA")
    endless = HouseRule(kind="spelling", words="CFA", instead="francs CFA")
    phrase = HouseRule(kind="phrase", words="force est de constater", instead="on voit")
    typed = "500 Fcfa, force est de constater, 2 CFA"
    assert mend(typed, "fr", [rule, endless, phrase]) == ("500 FCFA, force est de constater, 2 CFA")


PIECES = st.sampled_from(
    [
        *('"', "«", "»", "“", "”", " ", "  ", THIN, NO_BREAK, ";", "!", "?", ":", ".", "...", "--"),
        *("'", "A", "Etat", "Echange", "coeur", "n°", "M.", "10.000", "65è", "12ème", "mot", "l'"),
        *(
            "(",
            ")",
            ",",
            "1",
            "000",
            "https://a.b/c;d",
            "A l'occasion",
            "-",
            "&",
            "<",
            "É",
            "Bamako",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)
MARKED = st.lists(
    st.tuples(TEXTS, st.sampled_from(["", "strong", "em", 'span lang="en"', 'a href="/x;y"'])),
    max_size=5,
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example('"« A "Etat')
def test_mending_twice_is_mending_once(text):
    once = mend(text)
    assert mend(once) == once


@settings(max_examples=200, deadline=None)
@given(MARKED)
def test_mending_a_body_keeps_its_tags_and_is_stable(pieces):
    typed = "".join(
        f"<p><{tag}>{words}</{tag.split()[0]}></p>" if tag else f"<p>{words}</p>"
        for words, tag in pieces
    )
    body = sanitise(typed)
    once = mend(body, is_html=True)
    assert re.findall(r"<[^>]*>", once) == re.findall(r"<[^>]*>", body)
    assert mend(once, is_html=True) == once


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_word_changes_but_by_a_rule(text):
    assert _skeleton(mend(text)) == _skeleton(text)


def _skeleton(text):
    """What no rule changes: the letters, without accents on A and E, ligatures, marks and spaces."""
    for old, new in {
        "œ": "oe",
        "Œ": "Oe",
        "À": "A",
        "É": "E",
        "Ê": "E",
        "Î": "I",
        "—": "--",
    }.items():
        text = text.replace(old, new)
    text = re.sub(
        r"(?<=\d)(?:i?[èeé]me|è)(?=s?(?!\w))|(?<=[IVXLC])(?:i?[èeé]me|è)(?=s?(?!\w))", "e", text
    )
    text = re.sub(r"(?<=1)i?[èe]?re(?=s?(?!\w))", "re", text).replace("…", "...")
    return re.sub(r"[\s.\"“”«»'’]", "", text)
