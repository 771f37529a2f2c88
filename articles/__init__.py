"""The stories: dispatches, bylines, photos, editions. May import diplomacy."""
