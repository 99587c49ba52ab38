"""Whatever SymPy's printer writes for our derivations can be drawn."""

import pytest
import sympy as sp

from quizapp.mathtext import render_block, render_inline

x, t, mu = sp.symbols("x t mu")
s = sp.symbols("sigma", positive=True)
i, j, k, N, K = sp.symbols("i j k N K", integer=True, positive=True)
z, y, p, W = (sp.IndexedBase(name) for name in ("z", "y", "p", "W_1"))
f = sp.Function("f")
X, Y = sp.MatrixSymbol("X", 3, 4), sp.MatrixSymbol("Y", 4, 3)

EXPRESSIONS = {
    "softmax": sp.exp(z[k]) / sp.Sum(sp.exp(z[j]), (j, 1, K)),
    "cross_entropy": -sp.Sum(y[k] * sp.log(p[k]), (k, 1, K)),
    "jacobian": sp.Eq(sp.Derivative(p[k], z[j]), p[k] * (sp.KroneckerDelta(j, k) - p[j]), evaluate=False),
    "double_sum": sp.Sum(W[i, j] * z[i] * y[j], (i, 1, N), (j, 1, K)),
    "product": sp.Product(p[j], (j, 1, N)),
    "piecewise": sp.Piecewise((x, x > 0), (0, True)),
    "nested_piecewise": sp.Piecewise((x**2 / 2, sp.Abs(x) <= t), (t * (sp.Abs(x) - t / 2), True)),
    "subs": sp.Subs(sp.Derivative(f(x, t), x), (x, t), (0, 1)),
    "second_derivative": sp.Derivative(f(x, t), x, t) + sp.Derivative(f(x, t), (x, 2)),
    "integral": sp.Integral(sp.exp(-(x**2)), (x, -sp.oo, sp.oo)),
    "limit": sp.Limit(sp.sin(x) / x, x, 0),
    "gaussian": sp.exp(-((x - mu) ** 2) / (2 * s**2)) / sp.sqrt(2 * sp.pi * s**2),
    "sigmoid": 1 / (1 + sp.exp(-x)),
    "powers": sp.tanh(x) ** 2 + sp.log(x) ** 2 + x ** sp.Rational(1, 3) + x ** sp.Rational(-3, 2),
    "matrix": sp.Matrix([[1, x], [sp.sqrt(x), x / 2]]),
    "matrix_expression": (X * Y).T + (X * Y).inverse(),
    "trace": sp.Trace(X * Y),
    "determinant": sp.Determinant(X * Y),
    "hadamard": sp.HadamardProduct(X, X),
    "block_matrix": sp.BlockMatrix([[X]]),
    "array": sp.ImmutableDenseNDimArray([[[1, 2], [3, 4]]]),
    "extrema": sp.Max(0, x) + sp.Min(t, x),
    "rounding": sp.floor(x / 2) + sp.ceiling(x) + sp.Abs(x) + sp.sign(x) + sp.Mod(x, 2),
    "special": sp.erf(x) + sp.gamma(x) + sp.DiracDelta(x) + sp.Heaviside(x) + sp.zeta(x) + sp.binomial(N, K),
    "logic": sp.And(x > 0, sp.Or(t < 0, sp.Ne(t, x))),
    "implication": sp.Implies(x > 0, t > 0),
    "sets": sp.Union(sp.Interval(0, 1), sp.Interval.open(2, 3), sp.FiniteSet(5)),
    "condition_set": sp.ConditionSet(x, x > 0, sp.S.Reals),
    "lambda": sp.Lambda(x, x**2),
    "tuple": sp.Tuple(x, t),
    "floats": sp.Float("1e-10") + sp.Float("0.001") * x,
    "constants": sp.oo + sp.I * sp.pi + sp.E,
    "names": sp.Symbol("alpha_hat")
    + sp.Symbol("xbar_i")
    + sp.Symbol("x'")
    + sp.Symbol("W^{(l)}")
    + sp.Symbol("dL_dz"),
    "modifiers": sum(
        sp.Symbol(f"A{name}")
        for name in [
            "hat",
            "dot",
            "ddot",
            "tilde",
            "vec",
            "prime",
            "bold",
            "bm",
            "cal",
            "scr",
            "frak",
            "norm",
            "abs",
        ]
    ),
    "indexed": W[i, j] ** 2 + z[1],
    "unevaluated": sp.Mul(2, sp.Rational(1, 2), evaluate=False) + sp.Pow(2, 3, evaluate=False),
    "order": sp.exp(x).series(x, 0, 4),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
@pytest.mark.parametrize(
    "options", [{}, {"mat_delim": "("}, {"mat_str": "array"}, {"fold_short_frac": True}], ids=str
)
def test_sympy_latex_is_drawn(name: str, options: dict[str, object]) -> None:
    latex = sp.latex(EXPRESSIONS[name], **options)
    assert any(render_block(latex))
    assert render_inline(latex)
