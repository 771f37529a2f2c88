"""Accords marked in a body: `<a data-accord="17">words</a>`, read as a link to the accord's own page.

In dumps and fixtures the accord goes by its slug (`data-accord-slug`): its number is another in each
database.
"""

import html
import re

from diplomacy.models import Accord

MARK = re.compile(r'<a data-accord="([1-9][0-9]{0,8})">(.*?)</a>')
NUMBER = re.compile(r'(?<=<a )data-accord="([1-9][0-9]{0,8})"')
SLUG = re.compile(r'(?<=<a )data-accord-slug="([-\w]+)"')


def marked(body):
    """The numbers of the accords that a stored body marks."""
    return {int(number) for number in NUMBER.findall(body)}


def linked(body, addresses):
    """`body` as it is read: each mark a link to its accord's address, or plain words without one."""

    def link(mark):
        address = addresses.get(int(mark[1]))
        return f'<a href="{html.escape(address)}">{mark[2]}</a>' if address else mark[2]

    return MARK.sub(link, body)


def kept(body, accords):
    """`body` with the marks of these accords (numbers) alone; of the others the words stay."""
    return MARK.sub(lambda mark: mark[0] if int(mark[1]) in accords else mark[2], body)


def others(body, accords):
    """What is marked as an accord that is none of these (numbers), as HTML, each once."""
    found = (words for number, words in MARK.findall(body) if int(number) not in accords)
    return list(dict.fromkeys(found))


def with_slugs(body):
    """`body` as it is written into a dump."""
    slugs = _columns("pk", "slug", marked(body))
    return NUMBER.sub(lambda mark: f'data-accord-slug="{slugs.get(int(mark[1]), "")}"', body)


def with_numbers(body):
    """`body` as it is read out of a dump; an accord that is not in the record leaves its words."""
    numbers = _columns("slug", "pk", set(SLUG.findall(body)))
    return SLUG.sub(lambda mark: f'data-accord="{numbers.get(mark[1], "")}"', body)


def _columns(known, wanted, keys):
    """{`known`: `wanted`} of the accords with these keys; no query without keys."""
    if not keys:
        return {}
    return dict(Accord.objects.filter(**{f"{known}__in": keys}).values_list(known, wanted))
