"""Typography: what the rules would mend in a text, as remarks and as the mended text itself."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import french
from .finding import WARNING, Finding
from .run import Run

MESSAGES = {
    "spaces": gettext_lazy("Doubled spaces."),
    "ellipsis": gettext_lazy("Three points for an ellipsis."),
    "dash": gettext_lazy("Two hyphens for a dash."),
    "quotes": gettext_lazy("Quotation marks that are not « »."),
    "apostrophe": gettext_lazy("Straight apostrophes."),
    "thousands": gettext_lazy("Thousands without a narrow no-break space."),
    "ordinal": gettext_lazy("Ordinals: 65e, 1re."),
    "ligature": gettext_lazy("“oe” for “œ”."),
    "capital": gettext_lazy("Capitals without their accent."),
    "guillemets": gettext_lazy("No narrow no-break space inside « »."),
    "high": gettext_lazy("No narrow no-break space before ; ! ?"),
    "colon": gettext_lazy("No no-break space before a colon."),
    "number": gettext_lazy("No no-break space after “n°”."),
    "title": gettext_lazy("No no-break space between a title and a name."),
}
#: One rule may make room for another; more rounds than these never were needed.
ROUNDS = 4


class Edit(NamedTuple):
    code: str
    before: str
    after: str


def check(text, known):
    """One remark for each rule that finds something, with its first words."""
    if text.language != "fr":
        return
    found = {}
    times = Counter()
    for field, words, is_html in _sources(text):
        for edit in reversed(edits(words, is_html=is_html)):
            times[edit.code] += 1
            found.setdefault(edit.code, (field, edit))
    for code, (field, edit) in found.items():
        count = ngettext("%(n)d time.", "%(n)d times.", times[code]) % {"n": times[code]}
        yield Finding(
            f"typography-{code}",
            WARNING,
            field,
            f"{MESSAGES[code]} {count}" if times[code] > 1 else str(MESSAGES[code]),
            edit.before,
            (edit.before, edit.after),
        )
    yield from _unpaired(text)


def mended(text, rules=()):
    """The Text with French typography (if it is French) and the house's spellings put right."""
    return replace(
        text,
        headline=mend(text.headline, text.language, rules),
        standfirst=mend(text.standfirst, text.language, rules),
        body=mend(text.body, text.language, rules, is_html=True),
        captions=tuple(
            replace(
                figure,
                caption=mend(figure.caption, text.language, rules),
                alt=mend(figure.alt, text.language, rules),
            )
            for figure in text.captions
        ),
    )


def mend(source, language="fr", rules=(), *, is_html=False):
    """`source` with every rule applied; mending again changes nothing."""
    run = Run(source, is_html=is_html, language=language)
    for _edit in _apply(run, _rules(language, rules)):
        pass
    return str(run)


def edits(source, language="fr", rules=(), *, is_html=False):
    """What mending would change, as Edits with the words about each."""
    run = Run(source, is_html=is_html, language=language)
    return list(_apply(run, _rules(language, rules)))


def _rules(language, rules):
    """House spellings first; one whose remedy trips it again would never end, and is left out."""
    house = [
        ("house", _spelling(rule))
        for rule in rules
        if rule.kind == rule.Kind.SPELLING and not rule.finds(rule.instead)
    ]
    return house + (french.RULES if language == "fr" else [])


def _spelling(rule):
    return lambda words: ((start, end, rule.instead) for start, end in rule.finds(words))


def _apply(run, rules):
    for _round in range(ROUNDS):
        before = run.words
        for code, rule in rules:
            for start, end, put in reversed(list(rule(run.prose))):
                old = _around(run.words, start, end)
                run.replace(start, end, put)
                yield Edit(code, old, _around(run.words, start, start + len(put)))
        if run.words == before:
            return


def _around(words, start, end):
    """The word that an edit touches; both words where it is the space between them."""
    left = max(words.rfind(" ", 0, start), words.rfind("\n", 0, start)) + 1
    ends = (words.find(" ", end), words.find("\n", end))
    right = min((place for place in ends if place >= 0), default=len(words))
    return words[max(left, start - 20) : min(right, end + 20)]


def _sources(text):
    yield "headline", text.headline, False
    yield "standfirst", text.standfirst, False
    yield "body", text.body, True
    for figure in text.captions:
        yield f"{figure.box}-caption", figure.caption, False
        yield f"{figure.box}-alt", figure.alt, False


def _unpaired(text):
    for field, line in text.lines:
        if line.count('"') % 2:
            yield Finding(
                "typography-unpaired",
                WARNING,
                field,
                _("A quotation mark without its pair: it is not mended by itself."),
                line[max(0, line.index('"') - 20) :][:60],
            )
