"""What an article reports, for the record's desk: the words of its working copy and the actors it names."""

from articles.models import Dispatch
from articles.prose import plain_text
from diplomacy.admin.reporting import Report, reporters


def reported(source):
    dispatch = Dispatch.objects.filter(source=source).first() if source.is_dispatch else None
    if dispatch is None:
        return None
    words = (dispatch.headline, dispatch.standfirst, plain_text(dispatch.body))
    return Report("\n".join(words), tuple(dispatch.actors.values_list("pk", flat=True)))


reporters.append(reported)
