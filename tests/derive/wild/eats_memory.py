"""It takes all the memory there is, a little at a time."""

blocks = []
while True:
    blocks.append(bytearray(2**24))
