"""A small, readable NumPy neural-network library."""
