"""What the stories announce to whoever keeps something derived from them."""

from django.dispatch import Signal

frozen = Signal()  # `edition`, whole with its children, in the transaction that froze it
