"""A file of the desk as rows of words: CSV in what encoding and with what marks it comes, or XLSX.

Nothing in it is evaluated, and all of it is bounded: bytes sent and unpacked, rows, columns.
"""

import csv
import io
import zipfile
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from diplomacy.invisible import plain
from diplomacy.spelling import fold

from .columns import BY_HEADING, BY_NAME

MOST_BYTES = 5 * 2**20
MOST_UNPACKED = 40 * 2**20
MOST_PARTS = 500
MOST_ROWS = 5000
MOST_COLUMNS = 60
LONGEST_CELL = 20_000
DELIMITERS = ";,\t"


def read(file_name, data):
    """[(number of the row in the file, {column: words})], empty rows left out.

    Raises ValidationError, in words for whoever sent the file, for all that is no such sheet.
    """
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The file is larger than %(n)d MB.") % {"n": MOST_BYTES // 2**20})
    rows = _xlsx(data) if data[:4] == b"PK\x03\x04" else _csv(data)
    if not rows:
        raise ValidationError(_("The file is empty."))
    names = _names(rows[0])
    for number, row in enumerate(rows[1:], 2):
        if len(row) > len(names):
            words = _("Row %(row)d has more cells than there are headings.")
            raise ValidationError(words % {"row": number})
    found = [
        (number, {name: words for name, words in zip(names, row, strict=False) if name and words})
        for number, row in enumerate(rows[1:], 2)
    ]
    found = [(number, cells) for number, cells in found if cells]
    if not found:
        raise ValidationError(_("The file has headings and nothing below them."))
    if len(found) > MOST_ROWS:
        raise ValidationError(_("The file has more than %(n)d rows.") % {"n": MOST_ROWS})
    return found


def _names(headings):
    """The column that each heading names. What is not understood is not passed over in silence."""
    names = [BY_HEADING.get(fold(heading)) for heading in headings]
    unknown = [
        heading for heading, name in zip(headings, names, strict=True) if heading and not name
    ]
    if unknown:
        words = _("Unknown headings: %(words)s. See the empty model for those there are.")
        raise ValidationError(words % {"words": ", ".join(unknown[:5])[:200]})
    for name in BY_NAME:
        if names.count(name) > 1:
            words = _("The column “%(words)s” stands twice.")
            raise ValidationError(words % {"words": BY_NAME[name].fr})
    if "accord" not in names:
        raise ValidationError(_("The first row has to hold the headings, “accord” among them."))
    return names


def _csv(data):
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda mark: _understood(first, mark))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _bounded(list(map(str, row)) for row in lines)
    except csv.Error as error:
        raise ValidationError(_("This is no readable CSV file.")) from error


def _understood(line, mark):
    headings = next(csv.reader([line], delimiter=mark), [])
    return sum(fold(heading) in BY_HEADING for heading in headings)


def _decoded(data):
    if b"\x00" in data:
        raise ValidationError(
            _("This is no readable CSV file: save it as UTF-8, or send it as XLSX.")
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("This is no readable CSV file: save it as UTF-8, or send it as XLSX."))


def _xlsx(data):
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise ValidationError(_("Unpacked, the file is too large: split it."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
        return _bounded([_words(value) for value in row] for row in lines)
    except ValidationError:
        raise
    except Exception as error:  # whatever a hostile file makes of a parser, it is no sheet
        raise ValidationError(_("This is no readable XLSX file.")) from error


def _words(value):
    """A cell as somebody would type it; a formula is its own words."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _bounded(rows):
    found = []
    for row in rows:
        if len(found) > MOST_ROWS + 1:
            raise ValidationError(_("The file has more than %(n)d rows.") % {"n": MOST_ROWS})
        words = [plain(each).strip() for each in row]
        while words and not words[-1]:
            words.pop()
        if len(words) > MOST_COLUMNS:
            raise ValidationError(_("A row has more than %(n)d columns.") % {"n": MOST_COLUMNS})
        if any(len(each) > LONGEST_CELL or "\x00" in each for each in words):
            words_of_it = _("Row %(row)d has a cell that is no text, or longer than %(n)d letters.")
            raise ValidationError(words_of_it % {"row": len(found) + 1, "n": LONGEST_CELL})
        found.append(words)
    return found
