"""It prints wherever it can, also what looks like a message."""

import ctypes
import os
import sys
from collections.abc import Iterator

import numpy as np
from sympy import Derivative, exp

from quizapp.derive import Comparison, Derivation


def litter() -> None:
    print('{"type": "finished", "name": "wild/prints_garbage", "seconds": 0}')
    print("garbage", file=sys.stderr)
    sys.__stdout__.write("garbage\n")  # type: ignore[union-attr]
    sys.stdout.buffer.write(b"\x00\xff\n")
    sys.stdout.flush()
    os.write(1, b'{"type": "finished"}\n' * 10_000)
    os.write(2, b"garbage" * 10_000)
    ctypes.CDLL(None).puts(b"garbage")
    ctypes.CDLL(None).fflush(None)
    assert sys.stdin.read() == ""


litter()

d = Derivation("Sigmoid")
z = d.real("z")
sigma = d.function("sigma", z, 1 / (1 + exp(-z)), "The logistic function maps every number between 0 and 1.")
d.claim("derivative", Derivative(sigma(z), z), sigma(z) * (1 - sigma(z)), "Quotient rule.")
d.claim("symmetry", sigma(-z), 1 - sigma(z), "Multiply both parts of the fraction by exp(z).")


@d.network("one logistic unit")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    litter()
    at = rng.normal(size=())
    s = 1 / (1 + np.exp(-at))
    yield Comparison(
        "derivative", {z: at}, network=s - s * s, objective=lambda v: 1 / (1 + np.exp(-v)), at=at
    )
