"""Which button of the dispatch's form was pressed."""

MOVES = ("submit", "take_back", "send_back", "approve", "break_embargo", "bin")


class Press:
    """Read from the posted data, so that the form and its formsets ask the same question."""

    def __init__(self, data):
        self.without_missing_photos = "_publish_without" in data
        self.at_lift = "_publish_at_lift" in data
        self.publishes = "_publish" in data or self.without_missing_photos or self.at_lift
        self.cancels = "_cancel_scheduled" in data
        self.move = next((verb for verb in MOVES if f"_{verb}" in data), "")
        self.stays = self.publishes or self.cancels or bool(self.move) or "_save" not in data
