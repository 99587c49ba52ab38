"""It holds no derivation."""
