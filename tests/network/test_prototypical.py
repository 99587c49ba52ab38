import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, PrototypicalLoss, Scalar
from tests.network.oracles import (
    assert_blocks_agree,
    automatic,
    categorical_cross_entropy,
    complex_step,
    softmax,
)

S, K, N, D = 7, 3, 5, 4
LABELS = np.eye(K)[[0, 1, 2, 0, 1, 0, 1]]
"""Classes of three sizes: 3, 3 and 1 examples, in mixed order."""
Y = np.eye(K)[[2, 0, 1, 1, 0]]


@pytest.fixture(params=[151, 152, 153])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def support(rng: np.random.Generator) -> Array:
    return rng.normal(size=(S, D))


@pytest.fixture
def query(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, D))


def plain_loss(support: Array, query: Array) -> Scalar:
    classes = [[s for s in range(S) if LABELS[s, k]] for k in range(K)]
    prototypes = [sum(support[s] for s in members) / len(members) for members in classes]
    squared = [anp.sum((query - c) ** 2, axis=1) for c in prototypes]
    return categorical_cross_entropy(softmax(-anp.stack(squared, axis=1)), Y)


def test_a_prototype_is_the_mean_of_its_class(support: Array) -> None:
    found = PrototypicalLoss().prototypes(support, LABELS)
    np.testing.assert_allclose(found[0], support[[0, 3, 5]].mean(axis=0), rtol=1e-14)
    np.testing.assert_allclose(found[2], support[2], rtol=1e-14)


def test_loss_and_gradient_equal_both_oracles(support: Array, query: Array) -> None:
    loss = PrototypicalLoss()
    assert loss(support, LABELS, query, Y) == pytest.approx(plain_loss(support, query), rel=1e-13)
    found = loss.gradient(support, LABELS, query, Y)
    assert_blocks_agree(found.dL_dsupport, automatic(lambda at: plain_loss(at, query), support))
    assert_blocks_agree(found.dL_dquery, automatic(lambda at: plain_loss(support, at), query))
    assert_blocks_agree(found.dL_dsupport, complex_step(lambda at: loss(at, LABELS, query, Y), support))
    assert_blocks_agree(found.dL_dquery, complex_step(lambda at: loss(support, LABELS, at, Y), query))


def test_moving_everything_together_changes_nothing(support: Array, query: Array) -> None:
    found = PrototypicalLoss().gradient(support, LABELS, query, Y)
    np.testing.assert_allclose(found.dL_dsupport.sum(axis=0) + found.dL_dquery.sum(axis=0), 0, atol=1e-14)


def test_a_query_belongs_to_the_nearest_prototype(support: Array) -> None:
    prototypes = PrototypicalLoss().prototypes(support, LABELS)
    z = PrototypicalLoss().logits(support, LABELS, prototypes + 1e-3)
    assert z.argmax(axis=1).tolist() == [0, 1, 2]


def test_impossible_labels_and_shapes_are_refused(support: Array, query: Array) -> None:
    loss = PrototypicalLoss()
    with pytest.raises(ValueError, match="every class needs at least one example in the support"):
        loss(support, np.eye(K)[[0, 1, 1, 0, 1, 0, 1]], query, Y)
    for labels in (LABELS / 2, LABELS + np.roll(LABELS, 1, axis=1)):
        with pytest.raises(ValueError, match="labels must be one-hot rows"):
            loss(support, labels, query, Y)
    with pytest.raises(ValueError, match=r"labels must have shape \(7, K\), got \(3, 7\)"):
        loss(support, LABELS.T, query, Y)
    with pytest.raises(ValueError, match=r"query must have shape \(N, 4\), got \(4, 5\)"):
        loss.gradient(support, LABELS, query.T, Y)
    with pytest.raises(ValueError, match=r"y must have shape \(5, 3\), got \(3, 5\)"):
        loss(support, LABELS, query, Y.T)
