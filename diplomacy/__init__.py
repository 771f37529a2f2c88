"""The record: accords, actors, acts, signatories, sources. Imports only Django and libraries."""
