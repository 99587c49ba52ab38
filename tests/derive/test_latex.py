"""Formulas are printed as one writes them on a blackboard, the same in every run."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sympy import (
    Abs,
    Derivative,
    Integral,
    KroneckerDelta,
    Limit,
    Max,
    Piecewise,
    Rational,
    Subs,
    Sum,
    exp,
    log,
    oo,
    sqrt,
    tanh,
)

from quizapp.derive import (
    Derivation,
    Elementwise,
    Expectation,
    Gradient,
    Inner,
    SquaredNorm,
    StateSum,
    Variance,
    ones,
)
from quizapp.derive.latex import BlackboardPrinter
from quizapp.derive.names import latex_name
from quizapp.mathtext import render_block, render_inline

ROOT = Path(__file__).parents[2]
SOFTMAX = ROOT / "derivations" / "losses" / "softmax_cross_entropy.py"


class Words:
    """Everything the formulas below speak of."""

    def __init__(self) -> None:
        self.d = d = Derivation("Print")
        self.N, self.D, self.K = d.size("N", 3), d.size("D", 4), d.size("K", 5)
        self.i, (self.j, self.k) = d.index("i", self.N), d.indices("j k", self.K)
        self.z, self.y, self.w1 = d.vector("z", self.K), d.vector("y", self.N), d.vector("w_1", self.D)
        self.X, self.w, self.t = d.matrix("X", self.N, self.D), d.vector("w", self.D), d.real("t")
        self.eta, self.lam, self.alpha = d.positive("eta"), d.positive("lambda"), d.positive("alpha")
        self.h, self.A = d.states("h", self.K), d.matrix("A", self.K, self.K)
        self.sigma = d.function("sigma", self.t, 1 / (1 + exp(-self.t)), "r")
        self.L = d.let("L", SquaredNorm(self.X * self.w - self.y), "r")
        self.p = d.let("p", exp(self.z[self.k]) / Sum(exp(self.z[self.j]), (self.j, 1, self.K)), "r")


PRINTED: dict[str, Callable[[Words], Any]] = {
    r"\frac{e^{z_{k}}}{\sum_{j=1}^{K} e^{z_{j}}}": lambda s: s.p.definition,
    r"\frac{\partial L}{\partial w}": lambda s: Gradient(s.L, s.w),
    r"\frac{\partial p_{k}}{\partial z_{j}}": lambda s: Derivative(s.p[s.k], s.z[s.j]),
    r"p_{k} \left(\delta_{jk} - p_{j}\right)": lambda s: s.p[s.k] * (KroneckerDelta(s.j, s.k) - s.p[s.j]),
    r"p_{k} - z_{k}": lambda s: s.p[s.k] - s.z[s.k],
    r"\frac{d}{d t} \sigma(t)": lambda s: Derivative(s.sigma(s.t), s.t),
    r"\frac{d^{2}}{d t^{2}} \sigma(t)": lambda s: Derivative(s.sigma(s.t), s.t, 2),
    r"\sigma(t) \left(1 - \sigma(t)\right)": lambda s: s.sigma(s.t) * (1 - s.sigma(s.t)),
    r"1 - \sigma(-t)": lambda s: 1 - s.sigma(-s.t),
    r"\sigma(t)^{2}": lambda s: s.sigma(s.t) ** 2,
    r"\frac{1}{1 + e^{-t}}": lambda s: 1 / (1 + exp(-s.t)),
    r"\frac{1}{2} \left(1 + \tanh\left(\frac{t}{2}\right)\right)": lambda s: (1 + tanh(s.t / 2)) / 2,
    r"1 - \tanh^{2}(t)": lambda s: 1 - tanh(s.t) ** 2,
    r"\frac{2}{N} X^{\top} \left(X w - y\right)": lambda s: 2 / s.N * s.X.T * (s.X * s.w - s.y),
    r"2 \left(w - w_{1}\right)": lambda s: 2 * (s.w - s.w1),
    r"\left(1 - \eta \lambda\right) w": lambda s: (1 - s.eta * s.lam) * s.w,
    r"\frac{\lambda}{2} \lVert w \rVert^{2}": lambda s: s.lam / 2 * SquaredNorm(s.w),
    r"\langle w, w_{1} \rangle": lambda s: Inner(s.w, s.w1),
    r"\mathbf{1} w^{\top}": lambda s: ones(s.N) * s.w.T,
    r"w \mathbf{1}^{\top}": lambda s: s.w * ones(s.N).T,
    r"\left(X^{\top} X\right)^{-1} X^{\top} y": lambda s: (s.X.T * s.X).I * s.X.T * s.y,
    r"A^{-1} z": lambda s: s.A.I * s.z,
    r"A^{2} z": lambda s: s.A * s.A * s.z,
    r"-\sum_{k=1}^{K} z_{k} \log p_{k}": lambda s: -Sum(s.z[s.k] * log(s.p[s.k]), (s.k, 1, s.K)),
    r"\log(1 + e^{t})": lambda s: log(1 + exp(s.t)),
    r"\log\left(\sum_{h} e^{h_{1}}\right)": lambda s: log(StateSum(exp(s.h[1]), s.h)),
    r"\max(0, t)": lambda s: Max(0, s.t),
    r"\max(0, t)^{2}": lambda s: Max(0, s.t) ** 2,
    r"\left|t - 1\right|": lambda s: Abs(s.t - 1),
    r"\begin{cases} t & \text{if } t > 0 \\ \alpha t & \text{otherwise} \end{cases}": lambda s: Piecewise(
        (s.t, s.t > 0), (s.alpha * s.t, True)
    ),
    r"\left. \frac{d}{d t} \sigma(t) \right|_{t = 0}": lambda s: Subs(Derivative(s.sigma(s.t), s.t), s.t, 0),
    r"\lim_{t \to \infty} \sigma(t)": lambda s: Limit(s.sigma(s.t), s.t, oo),
    r"\lim_{t \to 0^{+}} \left(1 - \sigma(t)\right)": lambda s: Limit(1 - s.sigma(s.t), s.t, 0),
    r"\lim_{t \to 0} \sigma(t)": lambda s: Limit(s.sigma(s.t), s.t, 0, "+-"),
    r"\int_{-\infty}^{\infty} e^{-t^{2}} \, dt": lambda s: Integral(exp(-(s.t**2)), (s.t, -oo, oo)),
    r"\mathbb{E}[t]": lambda s: Expectation(s.t),
    r"\operatorname{Var}(t)": lambda s: Variance(s.t),
    r"\sqrt{\alpha}": lambda s: sqrt(s.alpha),
    r"\frac{1}{\sqrt{\alpha}}": lambda s: 1 / sqrt(s.alpha),
    r"\tanh(X w)": lambda s: Elementwise(tanh, s.X * s.w),
    r"\frac{t - 1}{\alpha}": lambda s: (s.t - 1) / s.alpha,
    r"\frac{3 t}{4}": lambda s: Rational(3, 4) * s.t,
    r"X_{i1} z_{k}^{2}": lambda s: s.X[s.i, 1] * s.z[s.k] ** 2,
    r"z_{k + 1}": lambda s: s.z[s.k + 1],
    r"-\left(t + \alpha\right)^{2}": lambda s: -((s.t + s.alpha) ** 2),
}


@pytest.mark.parametrize("expected", PRINTED)
def test_formula_is_printed_as_written_by_hand(expected: str) -> None:
    words = Words()
    printed = BlackboardPrinter(words.d.declared).doprint(PRINTED[expected](words))
    assert printed == expected


@pytest.mark.parametrize("latex", PRINTED)
def test_every_printed_formula_can_be_laid_out(latex: str) -> None:
    assert render_block(latex, 78)
    assert render_inline(latex)


@pytest.mark.parametrize(
    ("name", "index", "expected"),
    [
        ("W", "", "W"),
        ("W_1", "", "W_{1}"),
        ("W_1", "ij", "W_{1, ij}"),
        ("sigma", "", r"\sigma"),
        ("b'", "k", "b'_{k}"),
        ("zhat", "", r"\hat{z}"),
        ("mu_B", "", r"\mu_{B}"),
        ("v_max", "", r"v_{\mathrm{max}}"),
        ("relu", "", r"\mathrm{relu}"),
    ],
)
def test_names(name: str, index: str, expected: str) -> None:
    assert latex_name(name, index) == expected


def test_printing_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "from pathlib import Path; from quizapp.derive.load import load;"
        f" d = load(Path({str(SOFTMAX)!r}), 'a/b');"
        " print(*(s.latex for s in d.outline('a/b').steps), sep='\\n');"
        " print(*(e.summary for s in d.judge() for e in s.evidence if e.kind == 'precision'), sep='\\n')"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "7")
    }
    assert len(printed) == 1
    assert r"\frac{\partial L}{\partial z_{k}} = p_{k} - y_{k}" in printed.pop()
