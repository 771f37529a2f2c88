"""Which button of the dispatch's form was pressed."""


class Press:
    """Read from the posted data, so that the form and its formsets ask the same question."""

    def __init__(self, data):
        self.without_missing_photos = "_publish_without" in data
        self.publishes = "_publish" in data or self.without_missing_photos
        self.cancels = "_cancel_scheduled" in data
        self.stays = self.publishes or self.cancels or "_save" not in data
