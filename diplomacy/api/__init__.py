"""The record as open data: read by anyone, changed by nobody, and gated as the pages are."""
