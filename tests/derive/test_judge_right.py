"""What is right is proved, in every corner of the vocabulary."""

from sympy import (
    Abs,
    Derivative,
    HadamardProduct,
    Integral,
    KroneckerDelta,
    Limit,
    Max,
    Min,
    Piecewise,
    Rational,
    Subs,
    Sum,
    Trace,
    exp,
    log,
    oo,
    pi,
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
from quizapp.derive.report import EvidenceKind, Verdict
from tests.derive.blackboards import evidence, judged, sigmoid, softmax, verdict


def test_softmax_jacobian_is_proved_for_every_size_and_index() -> None:
    d, (_, j, k, z, _, p, _) = softmax(3, 4, 5)
    d.claim("claim", Derivative(p[k], z[j]), p[k] * (KroneckerDelta(j, k) - p[j]), "Quotient rule.")
    step = judged(d)
    assert step.verdict is Verdict.PROVED
    assert step.scope == "K = 3, 4, 5, every k, j"
    assert "exponentials" in evidence(step, EvidenceKind.PROOF).summary


def test_hypothesis_makes_p_minus_y_the_gradient() -> None:
    d, (_, _, k, z, y, p, L) = softmax(3, 4)
    d.claim("claim", Derivative(L, z[k]), p[k] - y[k], "The target's total is 1.")
    assert verdict(d) is Verdict.PROVED


def test_log_of_a_sum_of_states_factors_into_a_sum_of_logs() -> None:
    d = Derivation("Free energy")
    V, H = d.size("V", 2), d.size("H", 3)
    i, j = d.index("i", V), d.index("j", H)
    v, u, h = d.states("v", V), d.states("u", V), d.states("h", H)
    W, b, c = d.matrix("W", V, H), d.vector("b", V), d.vector("c", H)
    energy = -Sum(b[i] * v[i], (i, 1, V)) - Sum((c[j] + Sum(v[i] * W[i, j], (i, 1, V))) * h[j], (j, 1, H))
    E = d.function("E", (v, h), energy, "Energy.")
    F = d.let("F", -log(StateSum(exp(-E(v, h)), h)), "Free energy.")
    Z = d.let("Z", StateSum(exp(-E(u, h)), u, h), "Partition function.")
    ell = d.let("ell", -F - log(Z), "Log-likelihood.")
    q = d.let("q", 1 / (1 + exp(-c[j] - Sum(v[i] * W[i, j], (i, 1, V)))), "Conditional.")
    field = c[j] + Sum(v[i] * W[i, j], (i, 1, V))
    d.claim("free", F, -Sum(b[i] * v[i], (i, 1, V)) - Sum(log(1 + exp(field)), (j, 1, H)), "Each unit alone.")
    model = StateSum(u[i] * h[j] * exp(-E(u, h)), u, h) / Z
    d.claim("gradient", Derivative(ell, W[i, j]), v[i] * q[j] - model, "Data minus model.")
    assert verdict(d, "free") is Verdict.PROVED
    assert judged(d, "gradient").scope == "V = 2, H = 3, every i, j, v_1, v_2 in {0, 1}"
    assert verdict(d, "gradient") is Verdict.PROVED


def test_matrix_gradient_of_least_squares() -> None:
    d = Derivation("Least squares")
    N, D = d.size("N", 3, 5), d.size("D", 4)
    X, w, y = d.matrix("X", N, D), d.vector("w", D), d.vector("y", N)
    L = d.let("L", SquaredNorm(X * w - y) / N, "Mean of squares.")
    d.claim("claim", Gradient(L, w), 2 / N * X.T * (X * w - y), "Chain rule.")
    assert verdict(d) is Verdict.PROVED


def test_gradient_by_a_defined_matrix_holds_it_as_a_variable() -> None:
    d = Derivation("Batch")
    N, D, H = d.size("N", 5), d.size("D", 3), d.size("H", 4)
    X, W, b, G = d.matrix("X", N, D), d.matrix("W", D, H), d.vector("b", H), d.matrix("Delta", N, H)
    Y = d.let("Y", X * W + ones(N) * b.T, "Affine.")
    L = d.let("L", Inner(G, Y), "Any objective.")
    d.claim("weights", Gradient(L, W), X.T * G, "Sum over rows.")
    d.claim("bias", Gradient(L, b), G.T * ones(N), "Sum over rows.")
    d.claim("output", Gradient(L, Y), G, "By definition.")
    assert [verdict(d, label) for label in ("weights", "bias", "output")] == [Verdict.PROVED] * 3


def test_backpropagation_through_tanh_and_sigmoid() -> None:
    d = Derivation("Two layers")
    D, H = d.size("D", 3), d.size("H", 4)
    i, j = d.index("i", D), d.index("j", H)
    x, W, b, v = d.vector("x", D), d.matrix("W", D, H), d.vector("b", H), d.vector("v", H)
    c, t = d.real("c"), d.probability("t")
    h = d.let("h", tanh(Sum(W[i, j] * x[i], (i, 1, D)) + b[j]), "Hidden.")
    z = d.let("z", Sum(v[j] * h[j], (j, 1, H)) + c, "Logit.")
    p = d.let("p", 1 / (1 + exp(-z)), "Probability.")
    L = d.let("L", -t * log(p) - (1 - t) * log(1 - p), "Cross-entropy.")
    d.claim("logit", Derivative(L, z), p - t, "Held as a variable.")
    d.claim("hidden", Derivative(L, h[j]), (p - t) * v[j], "Back through v.")
    d.claim("weight", Derivative(L, W[i, j]), (p - t) * v[j] * (1 - h[j] ** 2) * x[i], "Back through tanh.")
    assert [verdict(d, label) for label in ("logit", "hidden", "weight")] == [Verdict.PROVED] * 3


def test_arbitrary_loss_with_a_penalty() -> None:
    d = Derivation("Decay")
    n = d.size("n", 3)
    w, eta, lam = d.vector("w", n), d.positive("eta"), d.positive("lambda")
    L = d.arbitrary("L", w)
    J = d.let("J", L + lam / 2 * SquaredNorm(w), "Penalty.")
    d.claim(
        "claim", w - eta * Gradient(J, w), (1 - eta * lam) * w - eta * Gradient(L, w), "Shrink, then follow."
    )
    assert verdict(d) is Verdict.PROVED


def test_chain_rule_of_an_arbitrary_function() -> None:
    d = Derivation("Chain")
    x = d.real("x")
    f = d.arbitrary("f")
    d.claim("claim", Derivative(f(x**3), x), 3 * x**2 * Subs(Derivative(f(x), x), x, x**3), "Chain rule.")
    assert verdict(d) is Verdict.PROVED


def test_enumerated_expectation_and_variance() -> None:
    d = Derivation("Dropout")
    n = d.size("n", 3, 4)
    i = d.index("i", n)
    q, x = d.probability("q"), d.vector("x", n)
    m = d.random("m", n, values={1: q, 0: 1 - q})
    s = d.let("s", Sum(m[i] * x[i], (i, 1, n)) / q, "Inverted dropout.")
    d.claim("mean", Expectation(s), Sum(x[i], (i, 1, n)), "Unbiased.")
    d.claim("variance", Variance(s), (1 - q) / q * Sum(x[i] ** 2, (i, 1, n)), "Independent entries.")
    assert [verdict(d, label) for label in ("mean", "variance")] == [Verdict.PROVED] * 2


def test_moments_and_the_half_of_he() -> None:
    d = Derivation("He")
    n = d.size("n", 3)
    i, s2, s, u = d.index("i", n), d.positive("s"), d.positive("sigma"), d.real("u")
    w, x = d.random("w", n, mean=0, variance=s2), d.random("x", n, mean=2, variance=3)
    d.claim("variance", Variance(Sum(w[i] * x[i], (i, 1, n))), n * s2 * 7, "The second moment of x is 7.")
    density = exp(-(u**2) / (2 * s**2)) / sqrt(2 * pi * s**2)
    d.claim("half", Integral(Max(0, u) ** 2 * density, (u, -oo, oo)), s**2 / 2, "By symmetry.")
    assert [verdict(d, label) for label in ("variance", "half")] == [Verdict.PROVED] * 2


def test_kinks_are_judged_on_each_side_and_never_on_them() -> None:
    d = Derivation("ReLU")
    z, alpha = d.real("z"), d.real("alpha", low=0, high=1)
    leaky = d.function("r", z, Piecewise((z, z > 0), (alpha * z, True)), "Leaky.")
    d.claim("maximum", leaky(z), Max(z, alpha * z), "The slope is below 1.")
    d.claim("slope", Derivative(leaky(z), z), Piecewise((1, z > 0), (alpha, True)), "Each side.")
    step = judged(d, "slope")
    assert step.verdict is Verdict.PROVED
    assert step.scope == "z < 0; z > 0"
    assert verdict(d, "maximum") is Verdict.PROVED


def test_hat_function_is_proved_on_every_interval() -> None:
    d = Derivation("Hat")
    t = d.real("t")
    rho = d.function("rho", t, Max(0, t), "Rectifier.")
    d.claim("claim", rho(t) - 2 * rho(t - 1) + rho(t - 2), Max(0, 1 - Abs(t - 1)), "Piece by piece.")
    step = judged(d)
    assert step.verdict is Verdict.PROVED
    assert step.scope == "t < 0; 0 < t < 1; 1 < t < 2; t > 2"


def test_declared_kinks_split_where_no_formula_does() -> None:
    d = Derivation("Kinks")
    z = d.real("z", kinks=(0,))
    d.claim("claim", (z + 1) ** 2, z**2 + 2 * z + 1, "Expand.")
    assert judged(d).scope == "z < 0; z > 0"


def test_bits_are_enumerated() -> None:
    d = Derivation("XOR")
    t, (a, b) = d.real("t"), d.bits("a b")
    rho = d.function("rho", t, Max(0, t), "Rectifier.")
    d.claim("claim", rho(a + b) - 2 * rho(a + b - 1), a + b - 2 * a * b, "Truth table.")
    step = judged(d)
    assert (step.verdict, step.scope) == (Verdict.PROVED, "a, b in {0, 1}")


def test_active_and_inactive_region_of_a_hinge() -> None:
    d = Derivation("Triplet")
    D, m = d.size("D", 3), d.positive("m")
    a, p, n = d.vectors("a p n", D)
    g = d.let("g", SquaredNorm(a - p) - SquaredNorm(a - n) + m, "Gap.")
    L = d.let("L", Max(0, g), "Hinge.")
    d.claim("anchor", Gradient(L, a), 2 * (n - p), "Active.", where=g > 0)
    d.claim("inactive", Gradient(L, a), 0, "Flat.", where=g < 0)
    assert verdict(d, "anchor") is Verdict.PROVED
    assert verdict(d, "inactive") is Verdict.PROVED


def test_bound_with_a_square_as_slack() -> None:
    d, z, sigma = sigmoid()
    slack = (sigma(z) - Rational(1, 2)) ** 2
    d.bound("claim", Derivative(sigma(z), z), Rational(1, 4), slack, "Complete the square.")
    assert verdict(d) is Verdict.PROVED


def test_limits_and_values_at_a_point() -> None:
    d, z, sigma = sigmoid()
    d.claim("limit", Limit(sigma(z), z, oo), 1, "Saturates.")
    d.claim("slope", Subs(Derivative(sigma(z), z), z, 0), Rational(1, 4), "Steepest.")
    assert [verdict(d, label) for label in ("limit", "slope")] == [Verdict.PROVED] * 2


def test_trace_elementwise_and_hadamard_products() -> None:
    d = Derivation("Elementwise")
    N, D = d.size("N", 3), d.size("D", 4)
    A, B = d.matrices("A B", N, D)
    L = d.let("L", Trace(A.T * Elementwise(tanh, B)), "Objective.")
    slope = Elementwise(lambda x: 1 - tanh(x) ** 2, B)
    d.claim("claim", Gradient(L, B), HadamardProduct(A, slope), "Entry by entry.")
    assert verdict(d) is Verdict.PROVED


def test_square_roots_of_products_are_taken_factor_by_factor() -> None:
    d = Derivation("Scale")
    n, a = d.size("n", 3), d.positive("a")
    x = d.vector("x", n)
    d.claim("claim", sqrt(SquaredNorm(a * x)), a * sqrt(SquaredNorm(x)), "Homogeneous.")
    assert verdict(d) is Verdict.PROVED


def test_values_are_put_in_after_the_hypotheses() -> None:
    d = Derivation("Start")
    n, g = d.size("n", 3), d.real("gamma")
    k = d.index("k", n)
    v, x = d.vectors("v x", n)
    d.given(v[k], g, "All equal.", solve_for=v[k])
    d.claim("claim", Subs(Sum(v[k] * x[k], (k, 1, n)), g, 2), 2 * Sum(x[k], (k, 1, n)), "Put in 2.")
    assert verdict(d) is Verdict.PROVED


def test_root_of_a_square_bends_like_an_absolute_value() -> None:
    d = Derivation("Adam's first step")
    beta, epsilon = d.probability("beta"), d.positive("epsilon")
    g = d.real("g")
    v = d.let("v", (1 - beta) * g**2, "From 0.")
    d.claim("claim", g / (sqrt(v / (1 - beta)) + epsilon), g / (Abs(g) + epsilon), "The share cancels.")
    step = judged(d)
    assert (step.verdict, step.scope) == (Verdict.PROVED, "g < 0; g > 0")


def test_norm_may_bend_a_formula() -> None:
    d = Derivation("Clipping")
    N, c = d.size("N", 3), d.positive("c")
    g = d.vector("g", N)
    r = d.let("r", sqrt(SquaredNorm(g)), "The norm.")
    d.claim("claim", sqrt(SquaredNorm(g * Min(1, c / r))), Min(r, c), "Scaled.")
    assert verdict(d) is Verdict.PROVED


def test_sides_of_two_kinks_that_exclude_each_other_are_not_looked_at() -> None:
    d = Derivation("Clipping by value")
    g, c = d.real("g"), d.positive("c")
    d.claim("claim", Max(-c, Min(c, g)) ** 2, Min(g**2, c**2), "Cut.")
    assert verdict(d) is Verdict.PROVED


def test_projection_with_an_inverse_is_proved_in_time() -> None:
    d = Derivation("Projection")
    X = d.matrix("X", d.size("N", 4), d.size("D", 2))
    P = d.let("P", X * (X.T * X).I * X.T, "Onto the columns of X.")
    d.claim("claim", P * P, P, "The inverse cancels.")
    assert verdict(d) is Verdict.PROVED
