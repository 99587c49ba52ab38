"""Independent ways to the same numbers, and how closely two blocks must agree."""

from collections.abc import Callable

import autograd
import autograd.numpy as anp
import numpy as np

from quizapp.network import Array, Scalar

STEP = 1e-30
"""Small enough that its square vanishes, large enough to stay clear of subnormal numbers."""


def complex_step(objective: Callable[[Array], Scalar], at: Array) -> Array:
    """The derivative of a real analytic objective with respect to every entry of `at`."""
    gradient = np.empty_like(at)
    for index in np.ndindex(at.shape):
        moved = at.astype(complex)
        moved[index] += STEP * 1j
        gradient[index] = objective(moved).imag / STEP
    return gradient


def automatic(objective: Callable[[Array], Scalar], at: Array) -> Array:
    """The derivative by HIPS autograd; `objective` is written with `autograd.numpy` in the test."""
    gradient: Array = autograd.grad(objective)(at)
    return gradient


def assert_blocks_agree(found: Array, expected: Array, *, rtol: float = 1e-10) -> None:
    """Every entry agrees relative to the block's largest, which must be large enough to mean something."""
    assert found.shape == expected.shape
    assert np.isfinite(found).all()
    scale = np.abs(expected).max()
    assert scale > 1e-3, "a gradient of almost nothing proves nothing"
    worst = np.abs(found - expected).max() / scale
    assert worst <= rtol, f"worst entry is off by {worst:.1e} of the block's largest"


def dense(x: Array, W: Array, b: Array) -> Array:
    return anp.einsum("nd,dh->nh", x, W) + b


def sigmoid(z: Array) -> Array:
    return 1 / (1 + anp.exp(-z))


def softmax(z: Array) -> Array:
    return anp.exp(z) / anp.sum(anp.exp(z), axis=-1, keepdims=True)


def leaky_relu(z: Array, alpha: float) -> Array:
    return anp.maximum(alpha * z, z)


def elu(z: Array, alpha: float) -> Array:
    return anp.where(z > 0, z, alpha * (anp.exp(anp.where(z > 0, 0, z)) - 1))


def normal_cdf(z: Array) -> Array:
    """1/2 plus the integral of the density from 0 to z, by Gauss-Legendre quadrature."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    at = z[..., None] * (nodes + 1) / 2
    return 0.5 + z / 2 * anp.sum(weights * anp.exp(-(at**2) / 2), axis=-1) / np.sqrt(2 * np.pi)


def mean_squared_error(a: Array, y: Array) -> Scalar:
    return anp.sum((a - y) ** 2) / a.shape[0]


def binary_cross_entropy(p: Array, y: Array) -> Scalar:
    return -anp.sum(y * anp.log(p) + (1 - y) * anp.log(1 - p)) / p.shape[0]


def categorical_cross_entropy(p: Array, y: Array) -> Scalar:
    return -anp.sum(y * anp.log(p)) / p.shape[0]


def huber(a: Array, y: Array, delta: float) -> Scalar:
    size = anp.abs(a - y)
    return anp.sum(anp.where(size <= delta, size**2 / 2, delta * size - delta**2 / 2)) / a.shape[0]


def hinge(z: Array, y: Array) -> Scalar:
    return anp.sum(anp.maximum(0, 1 - y * z)) / z.shape[0]
