"""It never ends, and holds the interpreter's lock meanwhile."""

huge = pow(3, 7**12)
