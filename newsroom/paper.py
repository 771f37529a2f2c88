"""What every template may say of the paper itself."""

from django.conf import settings


def paper(request):
    return {"paper": settings.NEWSROOM_NAME, "is_demo": settings.DEMO}
