"""Typed answers get the verdict that they deserve, a point that shows it, and the name of the mistake."""

from collections import Counter
from random import Random

import pytest
from mpmath import mp
from sympy import Derivative, Sum

from quizapp.derive.grade import Desk
from quizapp.derive.lexicon import things_of
from quizapp.derive.report import GradeVerdict
from quizapp.derive.typed import parse
from tests.derive.corpus import Typed, desk_for, everything, pairs
from tests.derive.deck import Question, desk
from tests.derive.evaluator import NotScalarError, compared

CORPUS = pairs()
REFERENCES = list(dict.fromkeys(pair.reference for pair in CORPUS))
WITHOUT_VALUES = {GradeVerdict.UNREADABLE, GradeVerdict.UNDECIDED}


def of(reference: str) -> list[Typed]:
    return [pair for pair in CORPUS if pair.reference == reference]


def test_the_corpus_has_every_verdict_many_times() -> None:
    counts = Counter(pair.verdict for pair in CORPUS)
    assert len(CORPUS) >= 200
    assert len({(pair.reference, pair.typed) for pair in CORPUS}) == len(CORPUS)
    assert counts[GradeVerdict.EQUAL] >= 150
    assert counts[GradeVerdict.DIFFERENT] >= 150
    assert counts[GradeVerdict.UNREADABLE] >= 60
    assert counts[GradeVerdict.DOMAIN] >= 5


@pytest.mark.parametrize("reference", REFERENCES)
def test_no_verdict_is_wrong(reference: str) -> None:
    asked = desk_for(reference)
    wrong = [
        (pair.typed, pair.verdict, found)
        for pair in of(reference)
        if (found := asked.grade(pair.typed)).verdict is not pair.verdict
    ]
    assert wrong == []


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_corpus_itself_is_right_at_80_digits(reference: str) -> None:
    vocabulary = desk_for(reference).vocabulary
    random = Random(reference)
    for pair in of(reference):
        if pair.verdict in WITHOUT_VALUES:
            continue
        try:
            differs, undefined = compared(parse(reference, vocabulary), parse(pair.typed, vocabulary), random)
        except NotScalarError:
            continue
        expected = (
            GradeVerdict.DIFFERENT if differs else GradeVerdict.DOMAIN if undefined else GradeVerdict.EQUAL
        )
        assert pair.verdict is expected, pair.typed


def test_most_of_the_corpus_is_checked_twice() -> None:
    twice = 0
    for reference in REFERENCES:
        vocabulary = desk_for(reference).vocabulary
        try:
            compared(parse(reference, vocabulary), parse(reference, vocabulary), Random(1))
        except NotScalarError:
            continue
        twice += len(of(reference))
    assert twice >= 300


@pytest.fixture(scope="module")
def softmax() -> Desk:
    return desk(Question("losses/softmax_cross_entropy", "gradient", ()))


@pytest.fixture(scope="module")
def sigmoid() -> Desk:
    return desk(Question("activations/sigmoid", "derivative", (("s", "\\sigma(z)"),)))


def test_a_witness_shows_both_values_at_an_easy_point(softmax: Desk) -> None:
    found = softmax.grade("y_k - p_k").witness
    assert found is not None
    assert found.where.startswith("K = 3, k = 1, y_1 = ")
    with mp.workdps(20):
        assert mp.mpf(found.left) == -mp.mpf(found.right)


def test_a_witness_says_on_which_side_of_a_kink_it_is() -> None:
    found = desk_for("max(0, x)").grade("0").witness
    assert found is not None
    assert found.where.startswith("x = 0.")
    branch = desk_for("1").grade("1 if x > 0 else 2").witness
    assert branch is not None
    assert branch.where.startswith("x = -")


def test_an_exercise_gives_names_to_formulas(sigmoid: Desk) -> None:
    assert sigmoid.grade("s(1-s)").verdict is GradeVerdict.EQUAL
    assert sigmoid.grade("s(1+s)").verdict is GradeVerdict.DIFFERENT


@pytest.mark.parametrize(
    ("typed", "diagnosis"),
    [
        ("y_k - p_k", "the sign is flipped"),
        ("2(p_k - y_k)", "a factor 2 is too many"),
        ("(p_k - y_k)/2", "a factor 2 is missing"),
        ("p_k", "the term yₖ is missing"),
        ("(p_k - y_k)/K", "the factor K is missing"),
        ("K (p_k - y_k)", "the factor K is too many"),
        ("p_k - y_k + 1", "it is off by a constant"),
        ("3p_k - 3y_k", "it is 3 times the answer"),
        ("z_k - y_k", "zₖ stands in place of pₖ"),
    ],
)
def test_the_mistake_is_named(softmax: Desk, typed: str, diagnosis: str) -> None:
    graded = softmax.grade(typed)
    assert graded.verdict is GradeVerdict.DIFFERENT
    assert graded.diagnosis == diagnosis


@pytest.mark.parametrize(
    ("reference", "typed", "diagnosis"),
    [
        ("x^2 w", "w", "the factor x² is missing"),
        ("x^2 w", "x w", "the exponent of x is 1, not 2"),
        ("x w", "w", "the factor x is missing"),
        ("x w", "x w b", "the factor b is too many"),
        ("1/3", "0.333", "0.333 is not exactly 1/3; write 1/3"),
        ("x/3", "0.3333 x", "0.3333 is not exactly 1/3; write 1/3"),
        ("pi x", "3.14159 x", "3.14159 is not exactly pi; write pi"),
        ("s_k (delta_jk - s_j)", "s_k (1 - s_j)", "it is right for j = k only"),
        ("s_k (delta_jk - s_j)", "s_k (1 - s_k)", "it is right for j = k only"),
        ("max(0, x)", "x", "it is right only where x > 0"),
        ("x + w", "x w + w", "it is right only where w = 1"),
        ("X W", "2 X W", "a factor 2 is too many"),
        ("A h", "A^T h", "A is transposed"),
        ("A", "A^T", "it is transposed"),
    ],
)
def test_a_mistake_in_the_corpus_is_named(reference: str, typed: str, diagnosis: str) -> None:
    assert desk_for(reference).grade(typed).diagnosis == diagnosis


def test_shapes_are_told_before_numbers() -> None:
    asked = desk_for("X W")
    assert asked.grade("W^T X^T").message == "the answer is N × K, and yours is K × N: transpose it"
    assert "transpose one" in asked.grade("X W^T").message
    assert "the answer is N × K, and yours is one number" in asked.grade("x").message


def test_the_answer_is_never_printed() -> None:
    for reference, typed in (("1/4", "1/2"), ("sigma(x)", "x"), ("x", "w"), ("4", "2")):
        diagnosis = desk_for(reference).grade(typed).diagnosis
        assert reference not in diagnosis.replace("σ", "sigma"), diagnosis


def test_grading_is_deterministic() -> None:
    first, second = desk_for("x w + b"), desk_for("x w + b")
    for typed in ("x w", "x w - b", "x + w", "x w + b + 1"):
        assert first.grade(typed) == second.grade(typed) == first.grade(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "floor(exp(exp(exp(x))))",
        "max(exp(exp(exp(x))), exp(exp(exp(w))))",
        "abs(x^64 - w^64)^8",
        "((x+w+b+a+c)^8)^8",
        "sum(x^m, m, 1, 1000)",
        "exp(x)^64^1",
        "tanh(tanh(tanh(tanh(tanh(tanh(tanh(x)))))))",
        "log(log(log(log(a))))",
        "x^x^x",
        "sin(exp(exp(exp(x))))",
    ],
)
def test_what_is_heavy_is_graded_or_given_up(typed: str) -> None:
    graded = desk_for("x").grade(typed)
    assert graded.verdict in {GradeVerdict.DIFFERENT, GradeVerdict.DOMAIN, GradeVerdict.UNDECIDED}


@pytest.mark.parametrize("typed", ["det(A)^64", "trace(A^64)", "h^T A^9 h"])
def test_powers_of_a_matrix_are_graded_or_given_up(typed: str) -> None:
    graded = desk_for("trace(A)").grade(typed)
    assert graded.verdict in {GradeVerdict.DIFFERENT, GradeVerdict.UNDECIDED}


def test_a_forgotten_inner_derivative_is_named() -> None:
    d = everything()
    sigma, x, w = (things_of(d, d.statements[-1])[name] for name in ("sigma", "x", "w"))
    d.claim("chain", Derivative(sigma(w * x), x), w * sigma(w * x) * (1 - sigma(w * x)), "The chain rule.")
    asked = Desk(d, d.statements[-1])
    assert asked.grade("w sigma(w x)(1 - sigma(w x))").verdict is GradeVerdict.EQUAL
    assert asked.grade("sigma(w x)(1 - sigma(w x))").diagnosis == "the inner derivative is missing"
    assert asked.grade("x sigma(w x)(1 - sigma(w x))").diagnosis == "x stands in place of w"


def test_a_letter_that_the_question_does_not_mention_is_varied() -> None:
    asked = desk_for("1")
    assert asked.grade("1 if x > 0 else 2").verdict is GradeVerdict.DIFFERENT
    assert asked.grade("x/x").verdict is GradeVerdict.EQUAL
    assert "`D` plays no part" in desk_for("x").grade("trace(A)").message


def test_sizes_and_bits_of_the_left_side_may_be_used_as_well() -> None:
    d = everything()
    things = things_of(d, d.statements[-1])
    s, k, size, u = (things[name] for name in ("s", "k", "K", "u"))
    d.claim("total", Sum(s[k], (k, 1, size)) + u - u**2, 1, "Probabilities add up to 1.")
    asked = Desk(d, d.statements[-1])
    assert asked.grade("(sum_j s_j)^2").verdict is GradeVerdict.EQUAL
    assert asked.grade("1 + u - u^2").verdict is GradeVerdict.EQUAL
    assert asked.grade("sum_j s_j^2").verdict is GradeVerdict.DIFFERENT


@pytest.mark.parametrize(
    "typed",
    [
        "x (cosh(9 x)^2 - sinh(9 x)^2)",
        "x + log(exp(exp(exp(x))) + 1) - log(1 + exp(exp(exp(x))))",
        "x cosh(exp(exp(x)))/(cosh(exp(exp(x))) + 0)",
    ],
)
def test_what_cancels_is_not_wrong_because_it_is_astronomical_on_the_way(typed: str) -> None:
    assert desk_for("x").grade(typed).verdict in {GradeVerdict.EQUAL, GradeVerdict.UNDECIDED}
