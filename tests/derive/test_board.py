"""A claim is reached line by line, by whatever route; a wrong line is refused, and its mistake named."""

import pytest

from quizapp.derive.board import Board, replay
from quizapp.derive.grade import claim_of
from quizapp.derive.report import Grade, GradeVerdict
from quizapp.errors import DerivationError
from tests.derive.deck import derivation

SOLVED = {
    "activations/sigmoid:derivative": [
        "= d/dz (1 + exp(-z))^-1",
        "= exp(-z)/(1 + exp(-z))^2",
        "let s = sigma(z)",
        "1 - s = exp(-z)/(1 + exp(-z))",
        "dsigma(z)/dz = s exp(-z)/(1+exp(-z))",
        "= s (1 - s)",
    ],
    "activations/tanh:derivative": [
        "tanh(z) = 2 sigma(2z) - 1",
        "d/dz tanh(z) = d/dz (2 sigma(2 z))",
        "let s = sigma(2z)",
        "d/dz tanh(z) = 4 s (1 - s)",
        "= (2 s)(2 - 2 s)",
        "= (1 + tanh(z))(1 - tanh(z))",
        "= 1 - tanh(z)^2",
    ],
    "activations/tanh:from-sigmoid": [
        "= (1 - exp(-2z))/(1 + exp(-2z))",
        "= (2 - (1 + exp(-2z)))/(1 + exp(-2z))",
        "= 2/(1 + exp(-2z)) - 1",
        "= 2 sigma(2z) - 1",
    ],
    "losses/softmax_cross_entropy:gradient": [
        "log(p_k) = z_k - log(sum_j exp(z_j))",
        "L = -sum_j y_j z_j + log(sum_j exp(z_j))",
        "let S = sum_j exp(z_j)",
        "dL/dz_k = -y_k + exp(z_k)/S",
        "= p_k - y_k",
    ],
    "losses/softmax_cross_entropy:jacobian": [
        "let S = sum_(m=1)^K exp(z_m)",
        "= [j = k] exp(z_k)/S - exp(z_k) exp(z_j)/S^2",
        "= [j = k] p_k - p_k p_j",
        "= p_k ([j = k] - p_j)",
    ],
    "losses/mean_squared_error:gradient": [
        "L = (X w - y)^T (X w - y)/N",
        "let s = X w - y",
        "dL/dw = (X^T s + X^T s)/N",
        "= 2 X^T s/N",
    ],
    "layers/dense_batch:weights": [
        "L = trace(Delta^T X W) + trace(Delta^T ones(N) b^T)",
        "dL/dW = (Delta^T X)^T",
        "= X^T Delta",
    ],
    "regularization/weight_decay:gradient": [
        "J = L + lambda w^T w/2",
        "dJ/dw = dL/dw + (lambda w + lambda w)/2",
        "= dL/dw + lambda w",
    ],
    "activations/relu_family:leaky-derivative": [
        "leaky(z) = max(0, z) - alpha max(0, -z)",
        "d/dz leaky(z) = [z > 0] + alpha [z < 0]",
        "= 1 if z > 0, alpha if z < 0",
    ],
    "layers/linear_collapse:collapse": [
        "let A = W_2 W_1",
        "= W_2 (W_1 x) + W_2 b_1 + b_2",
        "= A x + W_2 b_1 + b_2",
    ],
    "losses/logistic_regression:gradient": [
        "L = (1/N) sum_n (log(1 + exp(z_n)) - y_n z_n)",
        "dL/dw_i = (1/N) sum_n (p_n X_ni - y_n X_ni)",
        "= (1/N) sum_n X_ni (p_n - y_n)",
    ],
}
REFUSED = [
    ("activations/sigmoid:derivative", [], "= sigma(z)(sigma(z) - 1)", "the sign is flipped"),
    ("activations/sigmoid:derivative", [], "= 2 sigma(z)(1 - sigma(z))", "a factor 2 is too many"),
    ("activations/sigmoid:derivative", [], "= sigma(z)", "the factor 1 − σ(z) is missing"),
    ("activations/tanh:derivative", [], "= 1 - tanh(z)", "the exponent of tanh(z) is 1, not 2"),
    ("activations/tanh:from-sigmoid", [], "= 2 sigma(2z) + 3", "it is off by a constant"),
    ("losses/softmax_cross_entropy:gradient", [], "= y_k - p_k", "the sign is flipped"),
    (
        "losses/softmax_cross_entropy:gradient",
        ["L = -sum_j y_j z_j + log(sum_j exp(z_j))"],
        "dL/dz_k = p_k",
        "the term yₖ is missing",
    ),
    ("losses/softmax_cross_entropy:jacobian", [], "= p_k (1 - p_k)", "it is right for j = k only"),
    ("losses/mean_squared_error:gradient", [], "= 2 X^T (X w - y)", "the factor 1/N is missing"),
    ("losses/mean_squared_error:gradient", [], "= (1/N) X^T (X w - y)", "the factor 2 is missing"),
    ("losses/logistic_regression:gradient", [], "= sum_n X_ni (p_n - y_n)", "the factor 1/N is missing"),
    ("activations/relu_family:leaky-derivative", [], "= alpha", "it is right only where z < 0"),
    ("layers/linear_collapse:collapse", [], "= W_2 W_1 x + b_2", "the term W₂b₁ is missing"),
]


def board(name: str) -> Board:
    path, label = name.split(":")
    return Board(derivation(path), claim_of(derivation(path), label))


def written(name: str, *lines: str) -> Grade:
    at = board(name)
    replay(at, lines[:-1])
    return at.write(lines[-1])


@pytest.mark.parametrize("name", SOLVED)
def test_another_route_than_the_book_reaches_the_claim(name: str) -> None:
    at = board(name)
    *before, last = SOLVED[name]
    for line in before:
        graded = at.write(line)
        assert graded.verdict is GradeVerdict.EQUAL, (line, graded)
        assert bool(graded.defines) == line.startswith("let ")
    graded = at.write(last)
    assert graded.verdict is GradeVerdict.EQUAL, (last, graded)
    assert graded.reached


@pytest.mark.parametrize(("name", "before", "line", "diagnosis"), REFUSED)
def test_a_wrong_line_is_refused_with_the_mistake(
    name: str, before: list[str], line: str, diagnosis: str
) -> None:
    graded = written(name, *before, line)
    assert graded.verdict is GradeVerdict.DIFFERENT
    assert graded.witness is not None
    assert graded.diagnosis == diagnosis


def test_a_wrong_line_does_not_stay() -> None:
    at = board("activations/sigmoid:derivative")
    assert at.write("= sigma(z)").verdict is GradeVerdict.DIFFERENT
    assert at.last is None
    assert at.write("= sigma(z) - sigma(z)^2").verdict is GradeVerdict.EQUAL


def test_a_line_that_only_states_the_derivative_does_not_reach_the_claim() -> None:
    graded = written("activations/sigmoid:derivative", "= d/dz (1 + exp(-z))^-1")
    assert graded.verdict is GradeVerdict.EQUAL
    assert not graded.reached


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("losses/softmax_cross_entropy:gradient", "= (p_k^2 - y_k^2)/(p_k + y_k)"),
        ("losses/softmax_cross_entropy:gradient", "2 p_k = p_k + exp(z_k)/(sum_j exp(z_j))"),
        ("activations/tanh:derivative", "= d/dz (2 sigma(2z))"),
    ],
)
def test_a_true_line_that_is_not_the_result_does_not_reach_the_claim(name: str, line: str) -> None:
    graded = written(name, line)
    assert graded.verdict is GradeVerdict.EQUAL
    assert not graded.reached


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("= d/dz sigma(z)", "both sides are the same"),
        ("= ", "nothing is written yet"),
        ("a = b = c", "write one `=` a line"),
        ("= 1/2z", "write `x/2`"),
        ("let z = 2", "`z` already stands for something"),
        ("let 2s = z", "cannot be a name"),
        ("let s = I", "how large the `I`"),
    ],
)
def test_a_line_that_is_none_is_explained(line: str, message: str) -> None:
    graded = written("activations/sigmoid:derivative", line)
    assert graded.verdict in {GradeVerdict.UNREADABLE, GradeVerdict.RESTATED}
    assert message in graded.message


def test_the_place_of_a_mistake_is_counted_in_the_whole_line() -> None:
    assert written("activations/sigmoid:derivative", "sigma(z) = 1 + ?").position == 15


def test_shapes_are_compared_before_numbers() -> None:
    assert ": transpose one" in written("layers/dense_batch:weights", "= Delta^T X").message
    assert "a number and the other a matrix" in written("layers/dense_batch:weights", "= L").message


def test_the_line_before_is_no_progress() -> None:
    lines = ("= sigma(z) - sigma(z)^2", "= sigma(z) - sigma(z)^2")
    assert written("activations/sigmoid:derivative", *lines).verdict is GradeVerdict.RESTATED


def test_lines_that_do_not_hold_any_more_are_named() -> None:
    with pytest.raises(DerivationError, match="the line `= sigma"):
        replay(board("activations/sigmoid:derivative"), ("= sigma(z)",))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("losses/softmax_cross_entropy:gradient", "= -y_k + p_k sum_j y_j"),
        ("losses/softmax_cross_entropy:gradient", "= exp(z_k)/sum_j exp(z_j) - y_k"),
        ("activations/sigmoid:tanh-link", "= 1/(1+exp(-z))"),
        ("activations/sigmoid:steepest", "= sigma(0)(1-sigma(0))"),
        ("losses/initial_loss:uniform", "= -log(1/K)"),
    ],
)
def test_a_line_that_is_still_to_be_worked_out_follows_and_does_not_reach(name: str, line: str) -> None:
    grade = board(name).write(line)
    assert (grade.verdict, grade.reached) == (GradeVerdict.EQUAL, False)


def test_a_name_for_what_is_still_to_be_worked_out_does_not_reach() -> None:
    writing = board("losses/softmax_cross_entropy:gradient")
    assert writing.write("let q = exp(z_k)/sum_j exp(z_j) - y_k").verdict is GradeVerdict.EQUAL
    grade = writing.write("= q")
    assert (grade.verdict, grade.reached) == (GradeVerdict.EQUAL, False)
