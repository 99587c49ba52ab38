"""A small NumPy neural-network library, written to be read.

Start with `dense.py`, then `activations.py`, `losses.py`, `network.py` and `optimizers.py`: that is all of
deep learning's machinery. Around it stand

    layers         soft_activations, convolution, dropout, batchnorm, layernorm, unit_length;
                   initializers for their first weights
    training       stateful (what an optimizer is), momentum, adaptive, schedules, clipping, regularization
    embeddings     metric (triplets), contrastive (pairs, InfoNCE), prototypical
    energies       boltzmann (restricted), boltzmann_machine (any connections)
    numbers        arrays, settings, stable, gaussian

Three choices run through it.

**Rows are examples.** A batch x is (N, D), a dense layer is x @ W + b, and every line that shapes an array
says the shape.

**Nothing is hidden.** Layers and networks are values. `forward` returns the output *and* a function
`backward` that remembers what it needs from that pass, which is what reverse-mode differentiation is: each
layer hands out the way back. Calling something (`layer(x)`, `network(x)`, `loss(outputs, y)`) gives its
value alone, and training makes a new network:

    network = Network(Dense.he(4, 5, rng), ReLU(), Dense.he(5, 3, rng), loss=SoftmaxCrossEntropy())
    gradient = network.backpropagate(x, y)         # gradient.layers[0].dL_dW, .dL_db, gradient.dL_dx
    network = SGD(0.1).step(network, gradient)

What an optimizer remembers, and what batch normalization has seen, are values beside the network, so that
every step is a function of what it is given:

    network, state = Adam(0.001).step(network, gradient, state)

**Numbers first.** The code keeps digits where the formula would lose them (logits instead of probabilities,
no difference of near equals) and takes complex numbers, so that a complex step can check every gradient. It
is written apart from the symbolic derivations: when the two agree, that is evidence.

A wrong shape or dtype raises ValueError, naming the array, the shape it has and the shape it needs.
"""

from quizapp.network.activations import Elementwise, LeakyReLU, ReLU, Sigmoid, Softmax, Tanh
from quizapp.network.adaptive import AdaGrad, Adam, AdamW, Moments, RMSProp, SquaredGradients
from quizapp.network.arrays import Array, Scalar
from quizapp.network.batchnorm import BatchNorm, FixedNorm, RunningStatistics
from quizapp.network.boltzmann import BoltzmannGradient, RestrictedBoltzmannMachine, binary_states
from quizapp.network.boltzmann_machine import BoltzmannMachine, PairGradient
from quizapp.network.clipping import (
    clip_by_norm,
    clip_by_value,
    clip_network_by_norm,
    clip_network_by_value,
    global_norm,
)
from quizapp.network.contrastive import ContrastiveGradient, ContrastiveLoss, InfoNCE, InfoNCEGradient
from quizapp.network.convolution import Convolution, Flatten
from quizapp.network.dense import Dense
from quizapp.network.dropout import Dropout
from quizapp.network.gaussian import normal_cdf, normal_density
from quizapp.network.initializers import (
    he_normal,
    he_uniform,
    he_variance,
    lecun_normal,
    lecun_uniform,
    lecun_variance,
    orthogonal,
    xavier_normal,
    xavier_uniform,
    xavier_variance,
)
from quizapp.network.layer import Backward, Layer, LayerGradient
from quizapp.network.layernorm import LayerNorm, RMSNorm
from quizapp.network.losses import (
    Hinge,
    Huber,
    Loss,
    MeanSquaredError,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
)
from quizapp.network.maxout import Maxout
from quizapp.network.metric import TripletGradient, TripletLoss
from quizapp.network.momentum import Momentum, Nesterov, NesterovShifted, Velocity
from quizapp.network.network import Network, NetworkGradient
from quizapp.network.optimizers import SGD, batches
from quizapp.network.prototypical import PrototypicalGradient, PrototypicalLoss
from quizapp.network.regularization import L1, L2
from quizapp.network.schedules import CosineDecay, Schedule, StepDecay, WarmUp
from quizapp.network.soft_activations import ELU, GELU, SELU, SiLU, Softplus, Softsign
from quizapp.network.stable import log_softmax, log_sum_exp, sigmoid, softmax, softplus
from quizapp.network.stateful import NetworkState, StatefulOptimizer
from quizapp.network.unit_length import UnitLength

__all__ = [
    "ELU",
    "GELU",
    "L1",
    "L2",
    "SELU",
    "SGD",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Array",
    "Backward",
    "BatchNorm",
    "BoltzmannGradient",
    "BoltzmannMachine",
    "ContrastiveGradient",
    "ContrastiveLoss",
    "Convolution",
    "CosineDecay",
    "Dense",
    "Dropout",
    "Elementwise",
    "FixedNorm",
    "Flatten",
    "Hinge",
    "Huber",
    "InfoNCE",
    "InfoNCEGradient",
    "Layer",
    "LayerGradient",
    "LayerNorm",
    "LeakyReLU",
    "Loss",
    "Maxout",
    "MeanSquaredError",
    "Moments",
    "Momentum",
    "Nesterov",
    "NesterovShifted",
    "Network",
    "NetworkGradient",
    "NetworkState",
    "PairGradient",
    "PrototypicalGradient",
    "PrototypicalLoss",
    "RMSNorm",
    "RMSProp",
    "ReLU",
    "RestrictedBoltzmannMachine",
    "RunningStatistics",
    "Scalar",
    "Schedule",
    "SiLU",
    "Sigmoid",
    "SigmoidCrossEntropy",
    "Softmax",
    "SoftmaxCrossEntropy",
    "Softplus",
    "Softsign",
    "SquaredGradients",
    "StatefulOptimizer",
    "StepDecay",
    "Tanh",
    "TripletGradient",
    "TripletLoss",
    "UnitLength",
    "Velocity",
    "WarmUp",
    "batches",
    "binary_states",
    "clip_by_norm",
    "clip_by_value",
    "clip_network_by_norm",
    "clip_network_by_value",
    "global_norm",
    "he_normal",
    "he_uniform",
    "he_variance",
    "lecun_normal",
    "lecun_uniform",
    "lecun_variance",
    "log_softmax",
    "log_sum_exp",
    "normal_cdf",
    "normal_density",
    "orthogonal",
    "sigmoid",
    "softmax",
    "softplus",
    "xavier_normal",
    "xavier_uniform",
    "xavier_variance",
]
