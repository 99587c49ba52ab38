import mpmath
import numpy as np
import pytest

from quizapp.network import Array, log_softmax, log_sum_exp, sigmoid, softmax, softplus

SCORES = np.array([-800.0, -700.5, -40.25, -20.0, -1.5, -1e-3, 0.0, 1e-3, 0.75, 20.0, 36.5, 40.25, 700.5])
ROWS = np.array(
    [[0.5, -1.25, 2.0, 0.1], [40.0, -3.0, 1.0, 0.5], [-700.0, 0.0, 5.0, 20.0], [3.0, 3.0, 3.0, -60.0]]
)


def relative_error(found: Array, expected: list[mpmath.mpf]) -> float:
    """The worst relative error of a list of numbers, in units of the true value.

    Below the smallest normal float64 digits run out, so there the error is measured in that number's units.
    """
    smallest = mpmath.mpf(float(np.finfo(float).tiny))
    errors = [
        abs(mpmath.mpf(float(f)) - e) / max(abs(e), smallest) for f, e in zip(found, expected, strict=True)
    ]
    return float(max(errors))


@pytest.fixture(autouse=True)
def fifty_digits() -> object:
    with mpmath.workdps(400):
        yield


@pytest.mark.parametrize("dtype", [float, complex])
def test_sigmoid_keeps_every_digit(dtype: type) -> None:
    exact = [1 / (1 + mpmath.exp(-mpmath.mpf(z))) for z in SCORES]
    assert relative_error(sigmoid(SCORES.astype(dtype)).real, exact) < 1e-15


@pytest.mark.parametrize("dtype", [float, complex])
def test_softplus_keeps_every_digit(dtype: type) -> None:
    exact = [mpmath.log1p(mpmath.exp(mpmath.mpf(z))) for z in SCORES]
    assert relative_error(softplus(SCORES.astype(dtype)).real, exact) < 1e-15


@pytest.mark.parametrize("dtype", [float, complex])
def test_log_softmax_keeps_a_probability_next_to_one_apart_from_one(dtype: type) -> None:
    found = log_softmax(ROWS.astype(dtype)).real
    for row, logs in zip(ROWS, found, strict=True):
        total = mpmath.fsum(mpmath.exp(mpmath.mpf(z)) for z in row)
        assert relative_error(logs, [mpmath.mpf(z) - mpmath.log(total) for z in row]) < 1e-15


def test_softmax_keeps_every_digit() -> None:
    for row, p in zip(ROWS, softmax(ROWS), strict=True):
        total = mpmath.fsum(mpmath.exp(mpmath.mpf(z)) for z in row)
        assert relative_error(p, [mpmath.exp(mpmath.mpf(z)) / total for z in row]) < 1e-15


def test_log_sum_exp_is_exact_and_shifts_with_its_scores() -> None:
    exact = [mpmath.log(mpmath.fsum(mpmath.exp(mpmath.mpf(z)) for z in row)) for row in ROWS]
    assert relative_error(log_sum_exp(ROWS), exact) < 1e-15
    np.testing.assert_allclose(log_sum_exp(ROWS + 1000), log_sum_exp(ROWS) + 1000, rtol=1e-15)


def test_sigmoid_of_minus_800_is_zero_and_not_nan() -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert sigmoid(np.array([-800.0 + 1e-30j])).tolist() == [0]
        assert sigmoid(np.array([-800.0, 800.0])).tolist() == [0, 1]


@pytest.mark.parametrize("dtype", [float, complex])
def test_scores_of_a_thousand_raise_no_warning(dtype: type) -> None:
    z: Array = np.array([[1000.0, -1000.0, 0.0], [-1000.0, -1000.0, -1000.0]], dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for function in (sigmoid, softplus, softmax, log_softmax, log_sum_exp):
            assert np.isfinite(function(z)).all()


def test_complex_step_differentiates_each_function() -> None:
    z, h = SCORES[4:9], 1e-30
    stepped = z + h * 1j
    np.testing.assert_allclose(sigmoid(stepped).imag / h, sigmoid(z) * sigmoid(-z), rtol=1e-14)
    np.testing.assert_allclose(softplus(stepped).imag / h, sigmoid(z), rtol=1e-14)
    bumped = ROWS.astype(complex)
    bumped[:, 2] += h * 1j
    np.testing.assert_allclose(log_sum_exp(bumped).imag / h, softmax(ROWS)[:, 2], rtol=1e-14)
    np.testing.assert_allclose(
        log_softmax(bumped).imag / h, (np.arange(4) == 2) - softmax(ROWS)[:, [2]], rtol=1e-14, atol=1e-30
    )
