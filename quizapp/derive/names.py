"""Names of variables as LaTeX: `sigma` is a Greek letter, `W_1` has a subscript, `theta'` a prime."""

import re

GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Pi",
        "Sigma",
        "Upsilon",
        "Phi",
        "Psi",
        "Omega",
        "ell",
    ]
)
ACCENTS = ("hat", "bar", "tilde")


def latex_name(name: str, index: str = "") -> str:
    r"""Print a name, with the subscript of an entry: `W_1` and `ij` give `W_{1,ij}`."""
    match = re.fullmatch(r"([A-Za-z0-9-]+)(?:_\{?([^}']*)\}?)?('*)", name)
    assert match is not None, name
    stem, own, primes = match.groups()
    subscript = ", ".join(part for part in (_subscript(own or ""), index) if part)
    return _stem(stem) + primes + (f"_{{{subscript}}}" if subscript else "")


def _stem(stem: str) -> str:
    if stem in GREEK:
        return "\\" + stem
    for accent in ACCENTS:
        if stem.endswith(accent) and len(stem) > len(accent):
            return rf"\{accent}{{{_stem(stem.removesuffix(accent))}}}"
    return stem if len(stem) == 1 else rf"\mathrm{{{stem}}}"


def _subscript(text: str) -> str:
    if text in GREEK:
        return "\\" + text
    return text if len(text) <= 1 or not text.isalpha() else rf"\mathrm{{{text}}}"
