"""Widgets that know values and messages, and nothing of services or screens."""
