"""The network against independent oracles: HIPS autograd, the complex step, mpmath."""
