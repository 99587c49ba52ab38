"""A GPU that waits for its data is busy c / (c + l) of the time; loading ahead, c / max(c, l / k)."""

from collections.abc import Iterator

import numpy as np
from sympy import Max, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("What an idle GPU waits for")

N = d.size("N", 3, 4)
i = d.index("i", N)
s = d.index("s", N - 1)
c, l, k = d.positive("c"), d.positive("l"), d.positive("k")
a = d.positive("a")

S = d.let(
    "S", Sum(l + c, (i, 1, N)), "Load a batch for l seconds, compute for c, and so on: N batches in turn."
)
d.claim("in-turn", N * c / S, c / (c + l), "The share of the time in which the GPU computes.")

t = d.let(
    "t",
    l + c + (i - 1) * Max(c, l),
    "Or load ahead while the GPU computes. Say that batch i is done at this time: the first after l + c,",
)
d.claim(
    "overlapped",
    Max(t[s], (s + 1) * l) + c,
    l + c + s * Max(c, l),
    "and the next, which begins when it is loaded and the one before is done, one Max(c, l) later.",
)
d.refuted(
    "sum-of-both",
    Max(t[s], (s + 1) * l) + c,
    l + c + s * (c + l),
    "That would be taking turns; with a queue between them, loading hides behind computing.",
)
d.claim(
    "busy",
    c / Max(c, l / k),
    c * k / Max(c * k, l),
    "With k workers a batch arrives every l / k seconds, and in the long run the GPU is busy this share.",
)
r = d.let("r", l / c, "With this many workers,")
d.claim(
    "workers-needed",
    c / Max(c, l / r),
    1,
    "it never waits: divide loading by computing, and round up.",
)
d.claim(
    "faster-gpu",
    (c + l) / (c / a + l),
    (c + l) * a / (c + a * l),
    "A GPU a times as fast, still in turn, gains only this: never more than 1 + c / l.",
)
d.bound(
    "faster-gpu-limit",
    (c + l) * a / (c + a * l),
    1 + c / l,
    c * (c + l) / (l * (c + a * l)),
    "If loading takes three quarters of the time, an infinitely fast GPU saves the other quarter.",
)


@d.network("a clock that ticks while a loader fills a queue for the library's backward pass")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Simulate tick by tick, on whole numbers of ticks, and train on each batch as it arrives."""
    model = Network(Dense.he(3, 1, rng), loss=MeanSquaredError())
    for loading, computing, batches in ((3, 5, 4), (11, 4, 5), (6, 5, 3)):
        values = {N: batches, l: float(loading), c: float(computing)}
        turns = simulate(model, loading, computing, batches, ahead=False, rng=rng)[-1]
        yield Comparison("in-turn", values, network=batches * computing / turns)
        done = simulate(model, loading, computing, batches, ahead=True, rng=rng)
        yield Comparison("overlapped", values, network=done[1:])
        for speed in (2.0, 5.0):
            faster = batches * (computing / speed + loading)
            yield Comparison("faster-gpu", {**values, a: speed}, network=turns / faster)
            yield Comparison("faster-gpu-limit", {**values, a: speed}, network=turns / faster)
        for workers in (2.0, 3.0):
            rate = min(1 / computing, workers / loading)  # batches a tick
            yield Comparison("busy", {**values, k: workers}, network=rate * computing)


def simulate(
    model: Network, loading: int, computing: int, batches: int, *, ahead: bool, rng: np.random.Generator
) -> np.ndarray:
    """Give the tick at which each batch is done; `ahead` lets the loader work while the GPU computes."""
    clock, queue, loaded, left_to_load, left_to_compute = 0, 0, 0, loading, 0
    done: list[float] = []
    while len(done) < batches:
        if left_to_compute == 0 and queue:
            queue, left_to_compute = queue - 1, computing
        clock += 1
        if loaded < batches and (ahead or (left_to_compute == 0 and not queue)):
            left_to_load -= 1
            if left_to_load == 0:
                queue, loaded, left_to_load = queue + 1, loaded + 1, loading
        if left_to_compute:
            left_to_compute -= 1
            if left_to_compute == 0:
                model.backpropagate(rng.normal(size=(4, 3)), rng.normal(size=(4, 1)))
                done.append(float(clock))
    return np.array(done)


if __name__ == "__main__":
    d.show()
