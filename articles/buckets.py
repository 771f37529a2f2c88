"""Where files lie on S3 and what speaks like it: two buckets, neither of which anyone reads from outside.

The site itself hands out what they hold, as it does with files of its own; needs
requirements-scale.txt. An object appears whole or not at all.
"""

from storages.backends.s3 import S3Storage


class PublicBucket(S3Storage):
    """The renditions. The name says what an object holds: one of that name is the same."""

    file_overwrite = True
    object_parameters = {"CacheControl": "public, max-age=31536000, immutable"}


class PrivateBucket(S3Storage):
    """The originals, and what is under a gate; no address is ever made for them."""

    file_overwrite = False

    def url(self, name, *args, **kwargs):
        raise ValueError("An original has no public address.")
