"""Random trees that can be typed."""

from fractions import Fraction

from hypothesis import strategies as st

from quizapp.derive.typed.nodes import (
    Add,
    Apply,
    Big,
    Cases,
    Condition,
    Differential,
    Divide,
    Entry,
    Indicator,
    Multiply,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Relation,
    Transpose,
)

numbers = st.one_of(
    st.integers(1, 999).map(Fraction),
    st.integers(1, 999).map(lambda n: Fraction(n, 1000)),
    st.just(Fraction(10**20)),
).map(Number)
names = st.sampled_from(["x", "w", "theta'", "n_in", "K", "e", "pi", "W", "z", "W_1"]).map(Name)
indices = st.one_of(
    st.sampled_from(["i", "j", "k"]).map(Name),
    st.integers(1, 3).map(lambda n: Number(Fraction(n))),
    st.just(Add((Name("k"), Negative(Number(Fraction(1)))))),
)
entries = st.one_of(
    st.builds(lambda name, at: Entry(name, (at,)), st.sampled_from(["z", "y"]), indices),
    st.builds(lambda name, *at: Entry(name, at), st.sampled_from(["W", "W_1"]), indices, indices),
)
leaves = st.one_of(numbers, names, entries)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    conditions = st.builds(Condition, inner, st.sampled_from(list(Relation)), inner)
    return st.one_of(
        several.map(Add),
        several.map(Multiply),
        inner.map(Negative),
        # Only a name is surely not 0, and small enough as an exponent.
        st.builds(Divide, inner, st.one_of(names, entries)),
        st.builds(Power, inner, st.one_of(names, st.just(Number(Fraction(2))), names.map(Negative))),
        st.builds(Power, inner, st.builds(lambda *terms: Add(terms), names, names)),
        inner.map(Transpose),
        st.builds(
            lambda f, a: Apply(f, (a,)), st.sampled_from(["exp", "log", "sigma", "abs", "norm"]), inner
        ),
        st.builds(
            lambda f, a, b: Apply(f, (a, b)), st.sampled_from(["max", "f", "hadamard", "dot"]), inner, inner
        ),
        st.just(Apply("ones", ())),
        st.builds(Big, st.sampled_from(["sum", "prod"]), st.just("k"), st.none(), st.none(), inner),
        st.builds(Big, st.just("sum"), st.just("m"), st.just(Number(Fraction(1))), st.just(Name("K")), inner),
        conditions.map(Indicator),
        st.builds(lambda value, when, other: Cases(((value, when), (other, None))), inner, conditions, inner),
        st.builds(Differential, inner, st.one_of(st.just(Name("w")), entries), st.integers(1, 3)),
    )


trees = st.recursive(leaves, _grown, max_leaves=10)
