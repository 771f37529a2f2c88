"""The columns of a sheet: their headings in French and in English, and what each takes."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from diplomacy.kinds import ActKind
from diplomacy.models import Accord, Actor, Participation, Source
from diplomacy.spelling import fold

DAY = _("2025-06-23, 23/06/2025, 2025-06, 2025, or “vers 2025-06-23”.")


@dataclass(frozen=True)
class Column:
    name: str
    fr: str
    en: str
    takes: str
    choices: type | None = None
    longest: int = 300
    reads: str = "words"  # or "name", "day", "number", "yes", "delay"


COLUMNS = [
    Column(
        "accord",
        "accord",
        "accord",
        _("Its title. An accord of this title is found, else made."),
        reads="name",
    ),
    Column("name_en", "titre anglais", "english title", _("Of a new accord."), reads="name"),
    Column("form", "forme", "form", _("Of a new accord; left empty: other."), Accord.Form),
    Column("domain", "domaine", "field", _("Of a new accord; left empty: other."), Accord.Domain),
    Column(
        "notice",
        "préavis de sortie",
        "notice of exit",
        _("Of a new accord: 6 mois, 90 jours."),
        reads="delay",
    ),
    Column("ends", "terme", "term", _("Of a new accord, a whole day: 2030-06-23."), reads="day"),
    Column(
        "renewal",
        "reconduction",
        "renewal",
        _("Of a new accord renewed tacitly: its months."),
        reads="number",
    ),
    Column(
        "renewal_notice",
        "préavis avant terme",
        "notice before term",
        _("Of a new accord, to refuse its renewal: 6 mois, 90 jours."),
        reads="delay",
    ),
    Column("actor", "acteur", "actor", _("Who acts, by any spelling of the record."), reads="name"),
    Column(
        "actor_kind",
        "type d’acteur",
        "actor kind",
        _("Makes the actor if the record lacks it; left empty, an unknown actor is an error."),
        Actor.Kind,
    ),
    Column("role", "qualité", "role", _("Left empty: party."), Participation.Role),
    Column("kind", "acte", "act", _("Left empty: the actor takes part, nothing is done."), ActKind),
    Column("done", "accompli le", "done on", DAY, reads="day"),
    Column("announced", "annoncé le", "announced on", DAY, reads="day"),
    Column("effective", "effet le", "effective on", DAY, reads="day"),
    Column(
        "retroactive",
        "rétroactif",
        "retroactive",
        _("Yes: it says itself that it takes effect on a day before it was done."),
        reads="yes",
    ),
    Column(
        "cycle",
        "cycle",
        "cycle",
        _("2 for the acts of an actor that has left and comes back, and so on; left empty: 1."),
        reads="number",
    ),
    Column(
        "answers",
        "répond à",
        "answers",
        _(
            "The act that it objects to, lifts, revokes or disputes: “act; actor; day”, or the number "
            "of its row in this file."
        ),
    ),
    Column(
        "wording",
        "texte",
        "wording",
        _("Of a reservation, a declaration or an objection, word for word."),
        longest=20_000,
    ),
    Column(
        "wording_en", "texte anglais", "english wording", _("The same in English."), longest=20_000
    ),
    Column("place", "lieu", "place", _("Where it was done."), longest=120, reads="name"),
    Column(
        "place_en",
        "lieu en anglais",
        "english place",
        _("The same in English."),
        longest=120,
        reads="name",
    ),
    Column("note", "note", "note", _("Readers see it."), longest=500),
    Column("note_en", "note anglaise", "english note", _("The same in English."), longest=500),
    Column(
        "signed_by",
        "signé par",
        "signed by",
        _("“Name, function”; several with “;” between them. Who is not found stays as printed."),
        longest=1000,
        reads="name",
    ),
    Column(
        "source",
        "source",
        "source",
        _("Its title. A source of this title is found, else made."),
        reads="name",
    ),
    Column("source_kind", "type de source", "source kind", _("Left empty: other."), Source.Kind),
    Column("publisher", "éditeur", "publisher", _("Of the source."), longest=200, reads="name"),
    Column(
        "published", "source datée du", "source date", _("A whole day: 2025-06-23."), reads="day"
    ),
    Column("url", "adresse web", "url", _("Of the source."), longest=500),
    Column("quote", "citation", "quote", _("What the source says, word for word."), longest=5000),
    Column(
        "value",
        "selon la source",
        "claims",
        _("The date, name or figure that this source gives: 28 January 2024."),
        longest=200,
    ),
    Column(
        "contradicts",
        "contredit",
        "contradicts",
        _("Yes: the source contradicts this act, which the record or a row above has."),
        reads="yes",
    ),
]
BY_NAME = {column.name: column for column in COLUMNS}
BY_HEADING = {fold(words): each.name for each in COLUMNS for words in (each.fr, each.en)}
DATES = ("done", "announced", "effective")


def choice(column, words):
    """The value of the choice that these words name, by its code or by its name in French or English;
    None if there is none."""
    key = fold(words)
    for value, label in column.choices.choices:
        if key == fold(value) or key in _names(label):
            return value
    return None


def _names(label):
    """In both languages, with and without what stands in brackets."""
    from django.utils.translation import override

    names = set()
    for language in ("fr", "en"):
        with override(language):
            names |= {fold(str(label)), fold(str(label).partition("(")[0])}
    return names


def model_csv():
    """An empty sheet, as bytes that spreadsheets open rightly: with a mark of UTF-8, and semicolons."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow(each.fr for each in COLUMNS)
    return ("\ufeff" + out.getvalue()).encode()


def model_xlsx():
    """The same for a spreadsheet, what each column takes on a second sheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet, told = book.active, book.create_sheet(str(_("Columns")))
    sheet.title = str(_("Record"))
    sheet.append([each.fr for each in COLUMNS])
    sheet.freeze_panes = "A2"
    for column in COLUMNS:
        told.append([column.fr, str(column.takes), ", ".join(words_of(column))])
    for row in (sheet[1], *([line[0]] for line in told)):
        for cell in row:
            cell.font = Font(bold=True)
    for letter in (cell.column_letter for cell in sheet[1]):
        sheet.column_dimensions[letter].width = 22
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def words_of(column):
    """What may be written into a column of choices, in the language of the page."""
    return [str(label) for _value, label in column.choices.choices] if column.choices else []
