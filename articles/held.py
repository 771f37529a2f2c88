"""Rows that hang on a dispatch and are in hand already: it holds them, so that nobody reads them again."""


def hold(dispatch, name, rows):
    """`rows` are all of its relation `name`, in order, from now on until that relation is written."""
    cache = dispatch.__dict__.setdefault("_prefetched_objects_cache", {})
    cache.pop(name, None)
    held = getattr(dispatch, name).get_queryset()
    held._result_cache, held._prefetch_done = list(rows), True
    cache[name] = held


def is_held(dispatch, name):
    return name in getattr(dispatch, "_prefetched_objects_cache", {})
