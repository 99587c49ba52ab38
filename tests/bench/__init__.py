"""Measurements of what DESIGN sets budgets for; `make bench` prints them as one table."""
