"""The bylines and figures of a dispatch, read once for all that saving and publishing ask of them."""

from articles.held import hold, is_held

THINGS = {"bylines": "author", "figures": "photo__agency"}  # each comes with what it shows


def load(dispatch):
    """Two queries, none for what it holds. For a dispatch that nobody changes meanwhile."""
    for name in THINGS:
        hold(dispatch, name, _rows(dispatch, name))


def bylines(dispatch):
    """With their authors, as held or else read now; of an edition too."""
    return _rows(dispatch, "bylines")


def figures(dispatch):
    """With their photos, as held or else read now; of an edition too."""
    return _rows(dispatch, "figures")


def _rows(dispatch, name):
    rows = getattr(dispatch, name)
    return list(rows.all() if is_held(dispatch, name) else rows.select_related(THINGS[name]))
