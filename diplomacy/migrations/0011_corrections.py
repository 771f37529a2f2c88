from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diplomacy", "0010_cited_once"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="act",
            name="act_replaced_with_reason",
        ),
        migrations.RemoveConstraint(
            model_name="relation",
            name="relation_replaced_with_reason",
        ),
        migrations.RemoveConstraint(
            model_name="relation",
            name="relation_once",
        ),
        migrations.AddField(
            model_name="citation",
            name="taken_back_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="citation",
            name="taken_back_by",
            field=models.CharField(blank=True, editable=False, max_length=150),
        ),
        migrations.AddField(
            model_name="citation",
            name="taken_back_why",
            field=models.CharField(
                blank=True, editable=False, max_length=300, verbose_name="reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="accord",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="accord_has_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="accord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "slug__in",
                        [
                            "carte",
                            "changements",
                            "changes",
                            "glossaire",
                            "glossary",
                            "map",
                            "matrice",
                            "matrix",
                        ],
                    ),
                    _negated=True,
                ),
                name="accord_beside_other_pages",
                violation_error_code="slug",
                violation_error_message="Another page has this address: choose another one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="accord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "form__in",
                        [
                            "treaty",
                            "convention",
                            "agreement",
                            "protocol",
                            "charter",
                            "notes",
                            "memorandum",
                            "declaration",
                            "peace",
                            "other",
                        ],
                    )
                ),
                name="accord_of_a_known_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="accord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "domain__in",
                        [
                            "politics",
                            "defence",
                            "peace",
                            "trade",
                            "energy",
                            "integration",
                            "justice",
                            "culture",
                            "other",
                        ],
                    )
                ),
                name="accord_of_a_known_field",
            ),
        ),
        migrations.AddConstraint(
            model_name="accord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "entry_rule__in",
                        ["unknown", "signature", "consents", "threshold", "fixed", "stated"],
                    )
                ),
                name="accord_entering_by_a_known_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replaced_at__isnull", True), ("replaced_by__isnull", True)),
                    models.Q(("replaced_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="act_replaced_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "kind__in",
                            (
                                "adoption",
                                "opening",
                                "registration",
                                "termination",
                                "expiry",
                                "dissolution",
                            ),
                        ),
                        _negated=True,
                    ),
                    ("actor__isnull", True),
                    _connector="OR",
                ),
                name="act_of_the_accord_names_nobody",
                violation_error_code="actor",
                violation_error_message="This act is of the accord as a whole.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="actor_has_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_back_at__isnull", True),
                    models.Q(("taken_back_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="citation_taken_back_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("act", "source"),
                name="citation_of_act_once",
                violation_error_message="This source is cited for it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("signatory", "source"),
                name="citation_of_signatory_once",
                violation_error_message="This source is cited for it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("relation", "source"),
                name="citation_of_relation_once",
                violation_error_message="This source is cited for it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("participation", "source"),
                name="citation_of_participation_once",
                violation_error_message="This source is cited for it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("accord", "source"),
                name="citation_of_accord_once",
                violation_error_message="This source is cited for it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="office_has_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="person_has_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replaced_at__isnull", True), ("replaced_by__isnull", True)),
                    models.Q(("replaced_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="relation_replaced_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True), ("replaced_by__isnull", True)),
                fields=("accord", "kind", "other"),
                name="relation_once",
                violation_error_message="This relation is already recorded.",
            ),
        ),
    ]
