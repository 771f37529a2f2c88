"""The rows that belong to a row, gathered into one column of it: a list is read in one query."""

from django.db.models import Aggregate, JSONField, Subquery
from django.db.models.functions import JSONObject


class _Rows(Aggregate):
    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


def gathered(rows, by, **columns):
    """An annotation: `rows`, narrowed by an OuterRef to those of one outer row, as a list in any order of
    {name: value}, or None for no row. `by` is the column that they share. Moments come as text."""
    grouped = rows.order_by().values(by).annotate(gathered=_Rows(JSONObject(**columns)))
    return Subquery(grouped.values("gathered"), output_field=JSONField())
