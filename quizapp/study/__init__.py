"""A study session as an immutable state machine."""
