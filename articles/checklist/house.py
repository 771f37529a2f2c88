"""The house's own rules, as its editors wrote them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .finding import WARNING, Finding


def check(text, known):
    for rule in known.rules:
        if rule.kind == rule.Kind.ACRONYM:
            yield from _acronym(rule, text)
        else:
            yield from _words(rule, text)


def _words(rule, text):
    hits = [(field, words, span) for field, words in text.lines for span in rule.finds(words)]
    if not hits:
        return
    field, words, (start, end) = hits[0]
    advice = (
        _("The house writes “%(instead)s”, not “%(words)s”.")
        if rule.instead and rule.kind == rule.Kind.SPELLING
        else _("To avoid: “%(words)s”. Rather: “%(instead)s”.")
        if rule.instead
        else _("To avoid: “%(words)s”.")
    )
    times = ngettext("%(n)d time.", "%(n)d times.", len(hits)) % {"n": len(hits)}
    parts = [advice % {"words": rule.words, "instead": rule.instead}, rule.reason]
    yield Finding(
        f"house-{rule.kind}",
        WARNING,
        field,
        " ".join([*filter(None, parts), *([times] if len(hits) > 1 else [])]),
        around(words, start, end),
        (words[start:end], rule.instead) if rule.kind == rule.Kind.SPELLING else None,
    )


def _acronym(rule, text):
    """Headlines may keep the acronym bare: the text that follows spells it out."""
    told = [(field, line) for field, line in text.lines if field in ("standfirst", "body")]
    whole = "\n".join(line for _field, line in told)
    for start, end in rule.finds(whole):
        message = _("“%(acronym)s” is not spelt out at its first use: %(meaning)s.")
        yield Finding(
            "house-acronym",
            WARNING,
            told[0][0] if start <= len(told[0][1]) else "body",
            message % {"acronym": rule.words, "meaning": rule.instead},
            around(whole, start, end),
        )


def around(text, start, end, width=30):
    """The words of a finding with a little of what stands about them, on one line."""
    left, right = max(0, start - width), min(len(text), end + width)
    excerpt = text[left:right].replace("\n", " ").strip()
    return f"{'…' if left else ''}{excerpt}{'…' if right < len(text) else ''}"
