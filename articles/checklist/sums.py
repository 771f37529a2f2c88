"""Sums given in a foreign currency and in CFA francs: whether they agree."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from articles.models.rate import EURO
from diplomacy.dates import full_day

from .finding import WARNING, Finding

SPACE = "[ \u00a0\u2009\u202f]"
NUMBER = rf"\d{{1,3}}(?:(?:{SPACE}|[.,])\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)|\d+(?:[.,]\d+)?"
SCALE = {
    "mille": 10**3, "thousand": 10**3, "million": 10**6, "milliard": 10**9, "billion": 10**9,
}  # fmt: skip
QUALIFIER = (
    r"(?:plus de|moins de|près de|environ|quelque|autour de|soit|au moins|more than|less than"
    r"|about|around|some|nearly|almost|at least)"
)
QUANTITY = (
    rf"(?:{QUALIFIER}\s+)*(?:{NUMBER})(?:\s*(?:mille|thousand|(?:million|milliard|billion)s?))?"
)
SEVERAL = rf"{QUANTITY}(?:\s+(?:ou|à|et|or|to|and)\s+{QUANTITY})*"
CFA = r"(?:d['’e]\s*)?(?:francs?\s+CFA|F\s?CFA|CFA\s+francs?|XOF)"
EUROS = r"(?:d['’]\s*)?(?:euros?|EUR\b|€)"
DOLLARS = r"(?:de\s+)?(?:US\s+)?(?:dollars?|USD\b|\$)(?:\s+(?:américains?|US))?"
AMOUNT = re.compile(
    rf"(?:(?P<sign>[$€])\s?)?(?P<sums>{SEVERAL})\s*-?(?:(?P<cfa>{CFA})|(?P<euro>{EUROS})"
    rf"|(?P<dollar>{DOLLARS}))?",
    re.I,
)
BETWEEN = re.compile(
    rf"\s*(?:[,–—(]|\bsoit\b|\bor\b|\bou\b|=|\s)*\s*(?:{QUALIFIER}\s+)*(?:l['’]équivalent\s+de\s+)?",
    re.I,
)
#: Round numbers are round: this much apart, two sums still agree.
TOLERANCE = Decimal("0.03")


class Amount(NamedTuple):
    currency: str
    sums: tuple[Decimal, ...]
    start: int
    end: int


def check(text, known):
    told = False
    for field, line in text.lines:
        for foreign, francs in conversions(line, text.language):
            excerpt = line[min(foreign.start, francs.start) : max(foreign.end, francs.end)]
            if foreign.currency == "dollar" and known.dollar is None:
                if not told:
                    yield _no_rate(field, excerpt)
                told = True
                continue
            rate = EURO if foreign.currency == "euro" else known.dollar.francs
            wrong = [
                _in_words(foreign.currency, (given, said, given * rate), known)
                for given, said in zip(foreign.sums, francs.sums, strict=True)
                if abs(given * rate - said) > given * rate * TOLERANCE
            ]
            if wrong:
                yield Finding("sum", WARNING, field, " ".join(wrong), excerpt)


def speak_of_dollars(text):
    return any(re.search(r"dollar|\$|USD", line) for _field, line in text.lines)


def conversions(line, language="fr"):
    """(foreign Amount, Amount in francs) side by side, in whichever order, of as many sums each."""
    found = list(amounts(line, language))
    for one, other in pairwise(found):
        pair = sorted((one, other), key=lambda amount: amount.currency == "cfa")
        if [each.currency == "cfa" for each in pair] != [False, True]:
            continue
        if BETWEEN.fullmatch(line, one.end, other.start) and len(one.sums) == len(other.sums):
            yield tuple(pair)


def amounts(line, language="fr"):
    for match in AMOUNT.finditer(line):
        currency = next((name for name in ("cfa", "euro", "dollar") if match[name]), "")
        currency = currency or {"$": "dollar", "€": "euro"}.get(match["sign"], "")
        if currency:
            yield Amount(currency, _sums(match["sums"], language), match.start(), match.end())


def _sums(words, language):
    """The numbers of "2 à 4 millions": a bare one takes the scale of the next."""
    found, scale = [], 1
    pattern = re.compile(rf"(?P<number>{NUMBER})\s*(?P<scale>{'|'.join(SCALE)})?", re.I)
    for match in reversed(list(pattern.finditer(words))):
        number = _number(match["number"], language)
        if match["scale"]:
            scale = SCALE[match["scale"].lower()]
        found.append(number * (scale if match["scale"] or number < 1000 else 1))
    return tuple(reversed(found))


def _number(words, language):
    """3,3 is a decimal in French, 3.3 in English; three digits after any mark are thousands."""
    bare = re.sub(SPACE, "", words)
    bare = (
        re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare)
        if language != "fr" or "," not in bare
        else (re.sub(r"\.(?=\d{3}(?:\D|$))", "", bare))
    )
    return Decimal(bare.replace(",", "."))


def _in_words(currency, numbers, known):
    """What a sum makes, beside what the text says."""
    given, said, exact = (number_format(round(number), force_grouping=True) for number in numbers)
    words = {"given": given, "said": said, "exact": exact}
    if currency == "euro":
        return (
            _("%(given)s euros make %(exact)s CFA francs, not %(said)s (one euro: 655.957).")
            % words
        )
    words |= {"rate": number_format(known.dollar.francs), "day": full_day(known.dollar.day)}
    message = _(
        "%(given)s dollars make %(exact)s CFA francs, not %(said)s (one dollar: %(rate)s, "
        "rate of %(day)s)."
    )
    return message % words


def _no_rate(field, excerpt):
    message = _("To check this sum, enter what the dollar was worth under “Exchange rates”.")
    return Finding(
        "sum-no-rate", WARNING, field, message, excerpt, link=reverse("admin:articles_rate_add")
    )
