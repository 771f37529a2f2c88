"""A source is cited once for a fact: further words of it join those quoted already; where readers have
one citation and not the other, that one stays."""

from django.db import migrations

SAID = ("quote", "value", "contradicts", "public_from", "public_until")
FACTS = ("act_id", "signatory_id", "relation_id", "participation_id", "accord_id")


def join(apps, schema_editor):
    kept = {}
    for citation in apps.get_model("diplomacy", "Citation").objects.order_by("pk"):
        fact = next((name, key) for name in FACTS if (key := getattr(citation, name)))
        first = kept.setdefault((*fact, citation.source_id), citation)
        if first is citation:
            continue
        for row in (first, citation):
            row.is_open = row.public_from is not None and row.public_until is None
        if citation.is_open and not first.is_open:
            for name in SAID:
                setattr(first, name, getattr(citation, name))
        elif citation.is_open == first.is_open and citation.quote not in first.quote:
            first.quote = f"{first.quote} […] {citation.quote}" if first.quote else citation.quote
        first.save()
        citation.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("diplomacy", "0009_notices"),
    ]

    operations = [migrations.RunPython(join, migrations.RunPython.noop, elidable=True)]
