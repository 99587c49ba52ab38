"""The derivative of a chain is the product of its links' slopes, each taken at what the link received."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Subs, exp, tanh

from quizapp.derive import Comparison, Derivation
from quizapp.network import Network, Sigmoid, Tanh

d = Derivation("The chain rule in series")

x, t = d.reals("x t")
f_1, f_2, f_3 = d.arbitrary("f_1"), d.arbitrary("f_2"), d.arbitrary("f_3")

u_1 = d.let("u_1", f_1(x), "The first link: any smooth function.")
u_2 = d.let("u_2", f_2(u_1), "The second takes what the first one gives,")
u_3 = d.let("u_3", f_3(u_2), "and the third what the second gives.")
d.claim(
    "two-links",
    Derivative(u_2, x),
    Derivative(u_2, u_1) * Derivative(u_1, x),
    "A small step in x is stretched by the first slope, and what comes out by the second.",
)
d.claim(
    "one-more-link",
    Derivative(u_3, x),
    Derivative(u_3, u_2) * Derivative(u_2, x),
    "The same with the first two links taken as one: so every further link is one more factor.",
)
d.claim(
    "three-links",
    Derivative(u_3, x),
    Derivative(u_3, u_2) * Derivative(u_2, u_1) * Derivative(u_1, x),
    "One slope for each link.",
)
d.claim(
    "where",
    Derivative(u_3, x),
    Subs(Derivative(f_3(t), t), t, u_2) * Subs(Derivative(f_2(t), t), t, u_1) * Derivative(f_1(x), x),
    "Each slope is taken at what its link received, not at x, so going back needs the forward pass.",
)
d.refuted(
    "all-at-x",
    Derivative(u_2, x),
    Subs(Derivative(f_2(t), t), t, x) * Derivative(f_1(x), x),
    "The second link never sees x.",
)
sigma = d.function("sigma", t, 1 / (1 + exp(-t)), "With functions one knows, slopes follow from outputs:")
a_1 = d.let("a_1", tanh(x), "tanh first,")
a_2 = d.let("a_2", sigma(a_1), "then a sigmoid,")
a_3 = d.let("a_3", tanh(a_2), "then tanh again.")
d.claim(
    "last-slope", Derivative(a_3, a_2), 1 - a_3**2, "One minus the square of the output, whatever came in."
)
d.claim("middle-slope", Derivative(a_2, a_1), a_2 * (1 - a_2), "The output times what it lacks to one.")
d.claim(
    "example",
    Derivative(a_3, x),
    (1 - a_3**2) * a_2 * (1 - a_2) * (1 - a_1**2),
    "Multiply from the last link to the first; the three outputs are all it takes.",
)


@d.network("tanh, sigmoid, tanh, one after the other")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Go back through three activations, far enough from 0 that slopes at x would be others."""
    at = np.array([[rng.uniform(0.6, 1.4)]])
    net = Network(Tanh(), Sigmoid(), Tanh())
    output, backward = net.forward(at)
    gradients = backward(np.ones_like(output))
    _, first, second, third = (value[0, 0] for value in net.trace(at))
    yield Comparison("last-slope", {a_3: third}, network=gradients[2].dL_dx[0, 0])
    upstream = gradients[2].dL_dx[0, 0]
    yield Comparison("middle-slope", {a_2: second}, network=gradients[1].dL_dx[0, 0] / upstream)
    yield Comparison(
        "example",
        {x: at[0, 0]},
        network=gradients[0].dL_dx[0, 0],
        objective=lambda inputs: net(inputs[np.newaxis, np.newaxis])[0, 0],
        at=at[0, 0],
    )
    yield Comparison("example", {a_1: first, a_2: second, a_3: third}, network=gradients[0].dL_dx[0, 0])


if __name__ == "__main__":
    d.show()
