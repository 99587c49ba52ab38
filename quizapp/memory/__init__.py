"""When to see a card again."""
