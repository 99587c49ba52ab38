import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, Scalar, TripletLoss
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, D = 5, 3
MARGIN = 0.7
Batches = tuple[Array, Array, Array]


@pytest.fixture(params=[91, 92, 93])
def triplets(request: pytest.FixtureRequest) -> Batches:
    """Three batches of which some rows are active and some are not."""
    rng = np.random.default_rng(request.param)
    anchor, positive, negative = (rng.normal(size=(N, D)) for _ in range(3))
    negative[0] = anchor[0] + 9
    positive[1] = anchor[1] + 9
    return anchor, positive, negative


def plain_loss(anchor: Array, positive: Array, negative: Array) -> Scalar:
    near = anp.sum((anchor - positive) ** 2, axis=1)
    far = anp.sum((anchor - negative) ** 2, axis=1)
    return anp.sum(anp.maximum(near - far + MARGIN, 0)) / N


def test_loss_equals_the_plain_formula(triplets: Batches) -> None:
    assert TripletLoss(MARGIN)(*triplets) == pytest.approx(plain_loss(*triplets), rel=1e-13)


@pytest.mark.parametrize("which", range(3), ids=["anchor", "positive", "negative"])
def test_every_gradient_equals_both_oracles(triplets: Batches, which: int) -> None:
    loss = TripletLoss(MARGIN)
    gradient = loss.gradient(*triplets)
    found = (gradient.dL_danchor, gradient.dL_dpositive, gradient.dL_dnegative)[which]

    def placed(batch: Array) -> list[Array]:
        return [batch if i == which else other for i, other in enumerate(triplets)]

    assert_blocks_agree(found, automatic(lambda batch: plain_loss(*placed(batch)), triplets[which]))
    assert_blocks_agree(found, complex_step(lambda batch: loss(*placed(batch)), triplets[which]))


def test_rows_whose_gap_is_met_contribute_nothing(triplets: Batches) -> None:
    loss = TripletLoss(MARGIN)
    active = loss.violation(*triplets) > 0
    assert not active[0]
    assert active[1]
    gradient = loss.gradient(*triplets)
    for block in (gradient.dL_danchor, gradient.dL_dpositive, gradient.dL_dnegative):
        assert not block[~active].any()
        assert block[active].all()


def test_the_gradient_at_the_kink_is_0() -> None:
    anchor = np.zeros((1, D))
    positive, negative = np.array([[1.0, 0, 0]]), np.array([[0, 2.0, 0]])
    loss = TripletLoss(margin=3)
    assert loss.violation(anchor, positive, negative).tolist() == [0]
    assert loss(anchor, positive, negative) == 0
    assert not loss.gradient(anchor, positive, negative).dL_danchor.any()


def test_wrong_shapes_and_margins_are_refused(triplets: Batches) -> None:
    anchor, positive, negative = triplets
    with pytest.raises(ValueError, match=r"positive must have shape \(5, 3\), got \(3, 5\)"):
        TripletLoss(MARGIN)(anchor, positive.T, negative)
    with pytest.raises(ValueError, match=r"negative must have shape \(5, 3\), got \(4, 3\)"):
        TripletLoss(MARGIN).gradient(anchor, positive, negative[1:])
    with pytest.raises(ValueError, match="margin must be at least 0, got -1"):
        TripletLoss(-1)
