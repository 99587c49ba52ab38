"""What becomes of planted mistakes: refuted by a number, proved to be none, or a survivor."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sympy import Derivative, Max, Sum, log, tanh

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.derive.judge import judge
from quizapp.derive.mutate import trial
from quizapp.derive.report import EvidenceKind, Fate, Mutant, Step, Verdict
from tests.derive.blackboards import evidence, sigmoid, softmax


def tried(d: Derivation, label: str = "claim") -> Step:
    return next(step for step in judge(d, 0, mutants=True) if step.label == label)


def mutant(step: Step, name: str) -> Mutant:
    return next(m for m in step.mutants if m.name == name)


def test_every_mistake_in_the_slope_of_the_sigmoid_is_refuted_at_a_named_point() -> None:
    d, z, sigma = sigmoid()
    d.claim("claim", Derivative(sigma(z), z), sigma(z) * (1 - sigma(z)), "Quotient rule.")
    step = tried(d)
    assert step.verdict is Verdict.PROVED
    assert {m.fate for m in step.mutants} == {Fate.REFUTED}
    assert mutant(step, "the sign is flipped").where == "z = 20"
    line = evidence(step, EvidenceKind.MUTANTS)
    n = len(step.mutants)
    assert line.summary.startswith(f"{n} of {n} refuted: the sign is flipped, a factor 2 is too many, ")


def test_no_mistakes_are_planted_unless_asked_for_nor_in_what_does_not_hold() -> None:
    d, z, sigma = sigmoid()
    d.claim("claim", Derivative(sigma(z), z), sigma(z) * (1 - sigma(z)), "Quotient rule.")
    d.claim("wrong", Derivative(sigma(z), z), sigma(z), "Wrong.")
    assert [step.mutants for step in judge(d, 0)] == [(), (), ()]
    assert tried(d, "wrong").mutants == ()


def test_another_way_to_write_the_claim_is_proved_equal() -> None:
    d = Derivation("Tanh")
    z = d.real("z")
    tau = d.function("tau", z, tanh(z), "An odd function.")
    d.claim("claim", Derivative(tau(z), z), 1 - tau(z) ** 2, "Quotient rule.")
    step = tried(d)
    even = mutant(step, "τ(z) is taken at −z")
    assert (even.fate, even.by) == (Fate.EQUAL, EvidenceKind.PROOF)
    assert step.verdict is Verdict.PROVED


def test_a_mistake_that_nothing_tells_from_the_truth_makes_the_claim_vacuous(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    d = Derivation("Tanh")
    z = d.real("z")
    tau = d.function("tau", z, tanh(z), "An odd function.")
    d.claim("claim", Derivative(tau(z), z), 1 - tau(z) ** 2, "Quotient rule.")
    monkeypatch.setattr(trial, "prove_zero", lambda residual, deadline: None)
    step = tried(d)
    assert mutant(step, "τ(z) is taken at −z").fate is Fate.SURVIVED
    assert step.verdict is Verdict.VACUOUS
    assert not step.good
    assert "τ(z) is taken at −z" in evidence(step, EvidenceKind.MUTANTS).summary


def test_equal_under_a_hypothesis_is_proved_with_it() -> None:
    d, (K, _, k, _, y, p, _) = softmax(3)
    d.claim("claim", p[k], p[k] * Sum(y[k], (k, 1, K)), "The total is one.")
    step = tried(d)
    assert step.verdict is Verdict.PROVED
    assert mutant(step, "it is divided by ∑ₖ₌₁ᴷ yₖ, not multiplied").fate is Fate.EQUAL


def test_a_mistake_that_bends_elsewhere_is_looked_at_point_by_point() -> None:
    d = Derivation("Bends")
    z, m = d.reals("z m")
    d.claim("claim", Max(0, z) - m, Max(0, z) - m, "Stated twice, so that nothing is claimed.")
    assert tried(d).verdict is Verdict.VACUOUS
    other = Derivation("Bends elsewhere")
    z, m = other.reals("z m")
    relu = other.function("relu", z, Max(0, z), "The positive part.")
    other.claim("claim", relu(z) + m, Max(0, z) + m, "By definition.")
    step = tried(other)
    assert mutant(step, "m stands in place of z").fate is Fate.REFUTED
    assert step.verdict is Verdict.PROVED


def test_without_a_value_where_the_truth_has_one_is_refuted() -> None:
    d = Derivation("No value")
    x = d.real("x", low=2)
    d.claim("claim", log((1 + x) ** 2), 2 * log(1 + x), "Logarithm of a power.")
    wrong = mutant(tried(d), "the sign of the term x is flipped")
    assert (wrong.fate, wrong.by) == (Fate.REFUTED, EvidenceKind.PRECISION)
    assert wrong.where.endswith(", where it has no value")
    bits = Derivation("Bits")
    k = bits.bit("k")
    bits.claim("claim", k, k**2, "True of 0 and 1.")
    inverse = [m for m in tried(bits).mutants if m.name == "the exponent of k is 3, not 2"]
    assert [m.fate for m in inverse] == [Fate.EQUAL]


def least_squares(N: int, *, sizes: tuple[int, ...] = (3, 5)) -> Derivation:
    """Mean squared error, compared with a network on N examples."""
    d = Derivation("Least squares")
    n, D = d.size("N", *sizes), d.size("D", 4)
    X, w, y = d.matrix("X", n, D), d.vector("w", D), d.vector("y", n)
    L = d.let("L", SquaredNorm(X * w - y) / n, "Mean of squares.")
    d.claim("claim", Gradient(L, w), 2 / n * X.T * (X * w - y), "Chain rule.")

    @d.network("a linear model")
    def agree(rng: np.random.Generator) -> Iterator[Comparison]:
        inputs, weights, targets = rng.normal(size=(N, 4)), rng.normal(size=4), rng.normal(size=N)
        slope = inputs.T @ (2 / N * (inputs @ weights - targets))
        yield Comparison("claim", {X: inputs, w: weights, y: targets}, network=slope)

    return d


def test_five_examples_show_a_missing_factor() -> None:
    step = tried(least_squares(5))
    assert step.verdict is Verdict.PROVED
    assert {m.seen_by_network for m in step.mutants} == {True}


def test_two_examples_hide_a_missing_factor_and_are_called_vacuous() -> None:
    """With N = 2 the factor 2/N is 1, and 1/N instead of N cannot be told from 1/2."""
    step = tried(least_squares(2))
    assert step.verdict is Verdict.VACUOUS
    hidden = {m.name for m in step.mutants if m.unseen}
    assert hidden, "the fixture hides nothing"
    assert "that the network lets pass" in evidence(step, EvidenceKind.MUTANTS).summary


def quadratic(matrix: Any) -> Derivation:
    d = Derivation("A quadratic form")
    n = d.size("n", 3)
    A, x = d.matrix("A", n, n), d.vector("x", n)
    q = d.let("q", A.T * x, "Transposed.")
    d.claim("claim", q, A.T * x, "By definition.")

    @d.network("NumPy")
    def agree(rng: np.random.Generator) -> Iterator[Comparison]:
        at, vector = matrix(rng), rng.normal(size=3)
        yield Comparison("claim", {A: at, x: vector}, network=at.T @ vector)

    return d


def test_symmetric_matrix_hides_a_missing_transpose() -> None:
    good = tried(quadratic(lambda rng: rng.normal(size=(3, 3))))
    assert mutant(good, "A is not transposed").seen_by_network is True
    bad = tried(quadratic(lambda rng: np.add.outer(*[rng.normal(size=3)] * 2)))
    assert mutant(bad, "A is not transposed").unseen
    assert bad.verdict is Verdict.VACUOUS


def dropout(keep: float) -> Derivation:
    d = Derivation("Dropout")
    q, h = d.probability("q"), d.real("h")
    o = d.let("o", 1 - q, "The probability to drop.")
    d.claim("claim", (1 - o) * h, q * h, "Kept.")

    @d.network("one unit")
    def agree(rng: np.random.Generator) -> Iterator[Comparison]:
        at = rng.normal()
        yield Comparison("claim", {q: keep, h: at}, network=np.float64(keep * at))

    return d


def test_probability_of_one_half_hides_keep_and_drop_swapped() -> None:
    assert mutant(tried(dropout(0.7)), "o stands in place of q").seen_by_network is True
    half = tried(dropout(0.5))
    assert mutant(half, "o stands in place of q").unseen
    assert half.verdict is Verdict.VACUOUS


def test_a_letter_without_a_number_is_beyond_the_network() -> None:
    d = Derivation("Beyond")
    u, v = d.reals("u v")
    d.claim("claim", (u + v) ** 2 - v * (2 * u + v), u**2, "What v brings cancels.")

    @d.network("one number")
    def agree(rng: np.random.Generator) -> Iterator[Comparison]:
        at = rng.normal()
        yield Comparison("claim", {u: at}, network=np.float64(at**2))

    step = tried(d)
    assert mutant(step, "v stands in place of u").seen_by_network is None
    assert mutant(step, "the sign is flipped").seen_by_network is True
    assert step.verdict is Verdict.PROVED


def test_bound_is_not_expected_of_the_network() -> None:
    d, z, sigma = sigmoid()
    d.bound("claim", sigma(z), 1, 1 - sigma(z), "It is a probability.")

    @d.network("one number")
    def agree(rng: np.random.Generator) -> Iterator[Comparison]:
        yield Comparison("claim", {z: 1.0}, network=np.float64(0.7))

    assert {m.seen_by_network for m in tried(d).mutants} == {None}
