"""Names of static files: with a fingerprint once they are collected, plain before."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class FingerprintedOnceCollected(CompressedManifestStaticFilesStorage):
    """Without `collectstatic` (the demo, a first try) pages name the files where the apps keep them,
    and WhiteNoise serves them from there."""

    def stored_name(self, name):
        return super().stored_name(name) if self.hashed_files else name
