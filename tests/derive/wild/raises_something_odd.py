"""Its exception is no Exception and cannot be printed."""


class Odd(BaseException):
    def __str__(self) -> str:
        raise RuntimeError


raise Odd
