"""The translations are complete, and the compiled catalogues committed are those of today's texts.

Read in plain Python, so that it holds on a machine without gettext. After a change of words:

    python manage.py makemessages -l fr -l en            (and again with -d djangojs)
    … fill the empty entries, remove "#, fuzzy" …
    python manage.py compilemessages
"""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings

LOCALE = Path(settings.LOCALE_PATHS[0])
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
# %s %(name)s {name} {0}: what the code fills in; %% is a plain percent sign.
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0+]*[\d.*]*[sdrifgeaxX]|\{\w*\}")


def entries(path):
    """Each entry of a .po file that is in use, as a dict of its fields, its flags and its line."""
    for block in re.split(r"\n\s*\n", path.read_text()):
        entry, field = {"flags": ""}, None
        for line in block.splitlines():
            if line.startswith("#,"):
                entry["flags"] += line[2:]
            elif found := re.match(r'(msg\w+(?:\[\d+\])?)\s+(".*")$', line):
                field = found[1]
                entry[field] = ast.literal_eval(found[2])
            elif line.startswith('"'):
                entry[field] += ast.literal_eval(line)
        if "msgid" in entry:
            yield entry


def translations(entry):
    return {field: text for field, text in entry.items() if field.startswith("msgstr")}


def compiled(path):
    """What the .mo file of this .po file should hold, keyed as Python's gettext keys it."""
    catalogue = {}
    for entry in entries(path):
        key = entry["msgid"]
        if "msgctxt" in entry:
            key = f"{entry['msgctxt']}\x04{key}"
        for field, text in translations(entry).items():
            number = re.search(r"\d+", field)
            catalogue[(key, int(number[0])) if number else key] = text
    return catalogue


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def name(path):
    return path.relative_to(LOCALE).as_posix()


def test_each_language_has_a_catalogue():
    missing = {code for code, _ in settings.LANGUAGES} - {path.parts[-3] for path in CATALOGUES}
    assert not missing, f"No catalogue for {', '.join(sorted(missing))}: run makemessages"


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_every_message_is_translated(path):
    wrong = [
        f"{name(path)}: {entry['msgid']!r} is {'fuzzy' if 'fuzzy' in entry['flags'] else 'empty'}"
        for entry in entries(path)
        if "fuzzy" in entry["flags"] or not all(translations(entry).values())
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_translations_keep_the_placeholders(path):
    wrong = []
    for entry in filter(lambda entry: entry["msgid"], entries(path)):
        original = entry["msgid"]
        allowed = [placeholders(text) for text in (original, entry.get("msgid_plural", original))]
        for text in translations(entry).values():
            if placeholders(text) not in allowed:
                wrong.append(f"{name(path)}: {text!r} does not fill in what {original!r} does")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_the_compiled_catalogue_is_fresh(path):
    with path.with_suffix(".mo").open("rb") as stream:
        committed = gettext.GNUTranslations(stream)._catalog
    expected = compiled(path)
    keys = (committed.keys() | expected.keys()) - {""}
    stale = sorted(str(key) for key in keys if committed.get(key) != expected.get(key))
    assert not stale, f"{name(path)}: run compilemessages; the .mo differs in {stale}"
