import mpmath
import numpy as np
import pytest

from quizapp.network import ELU, GELU, SELU, Array, SiLU, Softplus, Softsign, Tanh, normal_cdf, normal_density
from tests.network.oracles import complex_step

SIDES = np.array([-1e-300, 0.0, 1e-300])


def test_elu_has_the_slope_of_its_left_side_at_0() -> None:
    assert ELU(0.7).slope(SIDES).tolist() == [0.7, 0.7, 1]


def test_selu_has_the_slope_of_its_left_side_at_0() -> None:
    left, right = 1.0507009873554805 * 1.6732632423543772, 1.0507009873554805
    np.testing.assert_allclose(SELU().slope(SIDES), [left, left, right], rtol=1e-15)


def test_elu_keeps_the_digits_of_small_inputs() -> None:
    z = np.array([-1e-12])
    assert ELU().value(z)[0] == pytest.approx(float(mpmath.expm1(z[0])), rel=1e-15, abs=0)


def test_selu_makes_a_standard_normal_input_standard_again() -> None:
    selu = SELU()

    def moment(power: int) -> mpmath.mpf:
        return mpmath.quad(
            lambda z: float(selu.value(np.array([float(z)]))[0]) ** power * mpmath.npdf(z), [-12, 0, 12]
        )

    assert float(moment(1)) == pytest.approx(0, abs=1e-12)
    assert float(moment(2)) == pytest.approx(1, abs=1e-12)


def test_silu_is_least_at_minus_1_278() -> None:
    z = np.array([-1.2784645427610738])
    assert SiLU().value(z)[0] == pytest.approx(-0.2784645427610738, rel=1e-14)
    assert SiLU().slope(z)[0] == pytest.approx(0, abs=1e-15)


def test_gelu_is_exact_and_not_its_tanh_approximation() -> None:
    z = np.linspace(-8, 8, 65)
    exact = [float(mpmath.mpf(point) * mpmath.ncdf(mpmath.mpf(point))) for point in z]
    np.testing.assert_allclose(GELU().value(z), exact, rtol=5e-15)
    approximation = z / 2 * (1 + Tanh().value(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))
    assert np.abs(GELU().value(z) - approximation).max() > 1e-4


def test_softsign_is_slow_to_saturate() -> None:
    assert Softsign().slope(np.array([-9.0, 0.0, 9.0])).tolist() == pytest.approx([0.01, 1, 0.01])
    with np.errstate(over="raise"):
        assert Softsign().slope(np.array([1e200])).tolist() == [0]


def test_softplus_is_relu_far_from_0() -> None:
    assert Softplus().value(np.array([-1000.0, 0.0, 1000.0])).tolist() == pytest.approx([0, np.log(2), 1000])


@pytest.mark.parametrize("alpha", [0.0, -1.0])
def test_elu_refuses_an_alpha_that_is_not_above_0(alpha: float) -> None:
    with pytest.raises(ValueError, match=f"alpha must be above 0, got {alpha}"):
        ELU(alpha)


@pytest.mark.parametrize("dtype", [float, complex])
def test_the_normal_distribution_keeps_its_digits_near_0_and_in_both_tails(dtype: type) -> None:
    z = np.concatenate([np.linspace(-6, 6, 121), [-30, -1.2499, -1.25, 1.2499, 1.25, 30]])
    with mpmath.workdps(50):
        areas = [float(mpmath.ncdf(mpmath.mpf(point))) for point in z]
        densities = [float(mpmath.npdf(mpmath.mpf(point))) for point in z]
    np.testing.assert_allclose(normal_cdf(z.astype(dtype)).real, areas, rtol=5e-15)
    np.testing.assert_allclose(normal_density(z.astype(dtype)).real, densities, rtol=1e-13)


def test_the_slope_of_the_normal_distribution_is_its_density() -> None:
    z = np.linspace(-7, 7, 57)
    slope = complex_step(lambda z: normal_cdf(z).sum(), z)
    np.testing.assert_allclose(slope, normal_density(z), rtol=5e-15)


@pytest.mark.parametrize("dtype", [float, complex])
def test_the_normal_distribution_does_not_overflow(dtype: type) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        far: Array = np.array([-1e200, 1e200, -1000.0, 1000.0], dtype=dtype)
        assert normal_cdf(far).tolist() == [0, 1, 0, 1]
        assert normal_density(far).tolist() == [0, 0, 0, 0]
