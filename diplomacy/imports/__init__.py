"""Sheets of acts taken into the record: read, shown row by row, confirmed at once, undone as a whole."""
