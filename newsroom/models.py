"""The index of search: rows derived from others, which nobody types. See `newsroom.search`."""

from django.db import connection, models
from django.db.models.expressions import RawSQL

from newsroom.search import tokens

WRITE = {
    "sqlite": """
        INSERT OR REPLACE INTO newsroom_entry (rowid, kind, thing, words) VALUES (%s, %s, %s, %s)
    """,
    "postgresql": """
        INSERT INTO newsroom_entry (rowid, kind, thing, words) VALUES (%s, %s, %s, %s::tsvector)
        ON CONFLICT (rowid)
        DO UPDATE SET kind = excluded.kind, thing = excluded.thing, words = excluded.words
    """,
}
NEWEST = {
    "sqlite": """
        SELECT rowid FROM newsroom_entry WHERE newsroom_entry MATCH %s AND rowid >= %s AND rowid < %s
        ORDER BY rowid DESC LIMIT %s
    """,
    "postgresql": "SELECT newsroom_newest(%s::tsquery, %s, %s, %s)",
}


class WordsField(models.TextField):
    """A list of tokens that full-text search looks through; never read back."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, str):  # as `dumpdata` wrote it down
            return value
        if connection.vendor == "postgresql":
            return tokens.as_tsvector(value)
        return " ".join(value)

    def get_prep_value(self, value):
        return value

    def get_placeholder(self, value, compiler, connection):
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_placeholder_sql(self, value, compiler, connection):
        """As Django 6.1 asks for it."""
        return self.get_placeholder(value, compiler, connection), (value,)


class EntryQuerySet(models.QuerySet):
    def newest(self, expression, span, count):
        """The `count` of highest key that answer an Expression, in a span (first key, the one after)."""
        asked = expression.tsquery if connection.vendor == "postgresql" else expression.fts5
        keys = RawSQL(NEWEST[connection.vendor], [asked, *span, count])
        return self.filter(key__in=keys).order_by("-key")


class Entry(models.Model):
    """What is looked for of one thing: the edition, accord, actor or person `thing`.

    On SQLite the table is one of FTS5, which walks its rows in the order of `rowid` alone.
    """

    key = models.BigIntegerField(primary_key=True, db_column="rowid")
    kind = models.CharField(max_length=8)
    thing = models.BigIntegerField()
    words = WordsField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.kind} {self.thing}"

    def write(self):
        """Over the row of this key, if there is one; one query, for which FTS5 has words of its own."""
        words = self._meta.get_field("words").get_db_prep_value(self.words, connection)
        with connection.cursor() as cursor:
            cursor.execute(WRITE[connection.vendor], [self.key, self.kind, self.thing, words])
