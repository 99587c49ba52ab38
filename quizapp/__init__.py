"""A terminal study room for deep-learning interviews that proves its answers."""
