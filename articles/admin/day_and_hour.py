"""A moment typed in two boxes, each of which says its name to those who do not see its place."""

from django.contrib.admin.widgets import AdminSplitDateTime


class DayAndHour(AdminSplitDateTime):
    def __init__(self, day_name, hour_name, attrs=None):
        super().__init__(attrs)
        day, hour = self.widgets
        day.attrs["aria-label"], hour.attrs["aria-label"] = day_name, hour_name
