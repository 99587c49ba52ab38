"""The append-only review log in SQLite."""
