"""The cells of a row as values: what is no value is a fault of its column, in words."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from diplomacy import dates
from diplomacy.invisible import refuse_hidden
from diplomacy.models.accord import LONGEST_DELAY, Unit
from diplomacy.spelling import fold

from .columns import BY_NAME, choice

YES = {"oui", "yes", "x", "1", "vrai", "true"}
NO = {"non", "no", "0", "faux", "false"}
NUMBER = re.compile(r"[0-9]{1,5}")
DELAY = re.compile(r"([0-9]{1,5}) ?(?:(jours?|days?|j)|(mois|months?))", re.I)
WHOLE_DAYS = ("published", "ends")


def read(cells):
    """({column: value}, {column: what is wrong with it}) of {column: words}."""
    values, faults = {}, {}
    for name, words in cells.items():
        try:
            values[name] = _value(BY_NAME[name], words)
        except ValidationError as fault:
            faults[name] = " ".join(fault.messages)
    if "accord" not in cells:
        faults["accord"] = _("missing")
    return values, faults


def _value(column, words):
    if len(words) > column.longest:
        raise ValidationError(_("longer than %(n)d letters") % {"n": column.longest})
    if column.choices:
        return _known(choice(column, words), words)
    return READERS[column.reads](column, words)


def _known(value, words):
    if value is None:
        told = _("“%(words)s” is none of those there are") % {"words": words[:60]}
        raise ValidationError(told)
    return value


def _words(column, words):
    return words


def _name(column, words):
    refuse_hidden(words)
    return words


def _day(column, words):
    try:
        day, precision = dates.read(words)
    except dates.BadDay as error:
        told = _("“%(words)s” is no day") % {"words": words[:60]}
        raise ValidationError(told) from error
    if column.name in WHOLE_DAYS and precision != dates.Precision.DAY:
        raise ValidationError(_("a whole day is needed"))
    return day, precision


def _number(column, words):
    if not NUMBER.fullmatch(words):
        raise ValidationError(_("“%(words)s” is no whole number") % {"words": words[:60]})
    return int(words)


def _yes(column, words):
    key = fold(words)
    return _known(True if key in YES else False if key in NO else None, words)


def _delay(column, words):
    found = DELAY.fullmatch(words)
    if not found or int(found[1]) > LONGEST_DELAY:
        told = _("“%(words)s” is no delay: write “6 mois” or “90 jours”")
        raise ValidationError(told % {"words": words[:60]})
    return int(found[1]), Unit.DAYS if found[2] else Unit.MONTHS


READERS = {
    "words": _words, "name": _name, "day": _day, "number": _number, "yes": _yes, "delay": _delay,
}  # fmt: skip
