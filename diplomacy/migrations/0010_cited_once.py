"""A source is cited once for a fact: further words of it join those quoted already."""

from django.db import migrations

FACTS = ("act_id", "signatory_id", "relation_id", "participation_id", "accord_id")


def join(apps, schema_editor):
    kept = {}
    for citation in apps.get_model("diplomacy", "Citation").objects.order_by("pk"):
        fact = next((name, key) for name in FACTS if (key := getattr(citation, name)))
        first = kept.setdefault((*fact, citation.source_id), citation)
        if first is citation:
            continue
        if citation.quote not in first.quote:
            first.quote = f"{first.quote} […] {citation.quote}" if first.quote else citation.quote
        starts = [each.public_from for each in (first, citation) if each.public_from]
        first.public_from = min(starts, default=None)
        first.save()
        citation.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("diplomacy", "0009_notices"),
    ]

    operations = [migrations.RunPython(join, migrations.RunPython.noop, elidable=True)]
