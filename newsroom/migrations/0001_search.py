"""The index of search: a table of FTS5 on SQLite, one with a GIN index on PostgreSQL."""

from django.db import migrations, models

import newsroom.models

# The newest of a match, in spans of keys that grow, so that a word of every text costs no more than a rare
# one. What the planner would rather do is to read each row: it does not know what that costs. (`rowid + 0`
# keeps it from walking the primary key.)
NEWEST = """
    CREATE FUNCTION newsroom_newest(asked tsquery, first_key bigint, end_key bigint, most integer)
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 100
    SET enable_seqscan = off SET jit = off
    AS $$
    DECLARE
        oldest bigint := (SELECT min(rowid) FROM newsroom_entry WHERE rowid >= first_key) >> 48;
        span bigint := (SELECT max(rowid) FROM newsroom_entry WHERE rowid < end_key) >> 48;
        width integer := 1;
        spans text;
        found_now integer;
    BEGIN
        WHILE span >= oldest AND most > 0 LOOP
            SELECT string_agg(concat('y', number), '|') INTO spans
                FROM generate_series(greatest(span - width + 1, oldest), span) AS number;
            RETURN QUERY
                SELECT rowid FROM newsroom_entry
                WHERE words @@ (asked && spans::tsquery)
                AND rowid + 0 >= first_key AND rowid + 0 < end_key
                ORDER BY rowid + 0 DESC LIMIT most;
            GET DIAGNOSTICS found_now = ROW_COUNT;
            most := most - found_now;
            span := span - width;
            width := width * 2;
        END LOOP;
    END
    $$
"""
MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE newsroom_entry USING fts5("
        "kind UNINDEXED, thing UNINDEXED, words, tokenize = 'ascii', detail = none)"
    ],
    "postgresql": [
        "CREATE TABLE newsroom_entry (rowid bigint PRIMARY KEY, kind varchar(8) NOT NULL, "
        "thing bigint NOT NULL, words tsvector NOT NULL)",
        "CREATE INDEX newsroom_entry_words ON newsroom_entry USING gin (words)",
        NEWEST,
    ],
}
DROP = {
    "sqlite": ["DROP TABLE newsroom_entry"],
    "postgresql": [
        "DROP FUNCTION newsroom_newest(tsquery, bigint, bigint, integer)",
        "DROP TABLE newsroom_entry",
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "key",
                            models.BigIntegerField(
                                db_column="rowid", primary_key=True, serialize=False
                            ),
                        ),
                        ("kind", models.CharField(max_length=8)),
                        ("thing", models.BigIntegerField()),
                        ("words", newsroom.models.WordsField()),
                    ],
                    options={"default_permissions": ()},
                ),
            ],
        ),
    ]
