"""It asks for more memory than there is."""

block = bytearray(2**46)
