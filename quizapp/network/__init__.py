"""A small NumPy neural-network library, written to be read.

Start with `dense.py`, then `activations.py`, `losses.py`, `network.py` and `optimizers.py`: that is all of
deep learning's machinery. Three choices run through it.

**Rows are examples.** A batch x is (N, D), a dense layer is x @ W + b, and every line that shapes an array
says the shape.

**Nothing is hidden.** Layers and networks are values. `forward` returns the output *and* a function
`backward` that remembers what it needs from that pass, which is what reverse-mode differentiation is: each
layer hands out the way back. Calling something (`layer(x)`, `network(x)`, `loss(outputs, y)`) gives its
value alone, and training makes a new network:

    network = Network(Dense.he(4, 5, rng), ReLU(), Dense.he(5, 3, rng), loss=SoftmaxCrossEntropy())
    gradient = network.backpropagate(x, y)         # gradient.layers[0].dL_dW, .dL_db, gradient.dL_dx
    network = SGD(0.1).step(network, gradient)

**Numbers first.** The code keeps digits where the formula would lose them (logits instead of probabilities,
no difference of near equals) and takes complex numbers, so that a complex step can check every gradient. It
is written apart from the symbolic derivations: when the two agree, that is evidence.

A wrong shape or dtype raises ValueError, naming the array, the shape it has and the shape it needs.
"""

from quizapp.network.activations import Elementwise, LeakyReLU, ReLU, Sigmoid, Softmax, Tanh
from quizapp.network.arrays import Array, Scalar
from quizapp.network.boltzmann import BoltzmannGradient, RestrictedBoltzmannMachine, binary_states
from quizapp.network.dense import Dense
from quizapp.network.dropout import Dropout
from quizapp.network.initializers import (
    he_normal,
    he_uniform,
    he_variance,
    lecun_normal,
    lecun_uniform,
    lecun_variance,
    xavier_normal,
    xavier_uniform,
    xavier_variance,
)
from quizapp.network.layer import Backward, Layer, LayerGradient
from quizapp.network.losses import Loss, MeanSquaredError, SigmoidCrossEntropy, SoftmaxCrossEntropy
from quizapp.network.metric import TripletGradient, TripletLoss
from quizapp.network.network import Network, NetworkGradient
from quizapp.network.optimizers import SGD, batches
from quizapp.network.regularization import L2
from quizapp.network.stable import log_softmax, log_sum_exp, sigmoid, softmax, softplus

__all__ = [
    "L2",
    "SGD",
    "Array",
    "Backward",
    "BoltzmannGradient",
    "Dense",
    "Dropout",
    "Elementwise",
    "Layer",
    "LayerGradient",
    "LeakyReLU",
    "Loss",
    "MeanSquaredError",
    "Network",
    "NetworkGradient",
    "ReLU",
    "RestrictedBoltzmannMachine",
    "Scalar",
    "Sigmoid",
    "SigmoidCrossEntropy",
    "Softmax",
    "SoftmaxCrossEntropy",
    "Tanh",
    "TripletGradient",
    "TripletLoss",
    "batches",
    "binary_states",
    "he_normal",
    "he_uniform",
    "he_variance",
    "lecun_normal",
    "lecun_uniform",
    "lecun_variance",
    "log_softmax",
    "log_sum_exp",
    "sigmoid",
    "softmax",
    "softplus",
    "xavier_normal",
    "xavier_uniform",
    "xavier_variance",
]
