"""It calls itself without end."""


def again(n: int) -> int:
    return again(n + 1) + 1


again(0)
