"""Write an explicit expression as a fraction of polynomials in whatever is not rational about it.

Exponentials are split into products of positive generators (`exp(z_1 - 2*z_2)` is E1 * E2**-2), so that
softmax, sigmoid and Boltzmann machines become rational functions, for which being 0 is decidable.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction as Ratio
from math import gcd
from typing import Any, NamedTuple

from sympy import (
    Add,
    Expr,
    Function,
    Integer,
    Mul,
    NumberSymbol,
    Pow,
    Rational,
    Symbol,
    cos,
    exp,
    factorint,
    log,
)
from sympy.core.numbers import Exp1
from sympy.functions.elementary.hyperbolic import HyperbolicFunction

from quizapp.derive import polynomial as poly
from quizapp.derive.polynomial import Check, Factor, Fraction, Polynomial


class NoNormalFormError(Exception):
    """The expression contains something this form cannot hold."""


class _FinerUnitError(Exception):
    """An exponential needs a generator of a smaller unit; everything is to be done again with it."""


class Generator(NamedTuple):
    """What one generator of the polynomials stands for."""

    kind: str
    """symbol, exp, log, root, or another function."""
    key: Any
    positive: bool


@dataclass(slots=True)
class NormalForm:
    """Turns expressions into fractions over a growing set of generators."""

    check: Check
    hyperbolic_as_exponentials: bool = False
    units: dict[Any, int] = field(default_factory=dict)
    """For each exponential generator, the denominator of the exponents that occur."""
    generators: dict[Generator, int] = field(default_factory=dict)
    radicands: dict[int, tuple[int, Fraction]] = field(default_factory=dict)
    """For each generator that is a root, which root and of what."""
    used: set[str] = field(default_factory=set)
    """Kinds of generators met, for the sentence that says what was done."""
    _memo: dict[Expr, Fraction] = field(default_factory=dict)

    def is_zero(self, expr: Expr) -> bool:
        """Say whether an expression is identically 0; no means only that this form does not show it."""
        for _ in range(20):
            try:
                return not self._relations(self.fraction(expr).numerator)
            except _FinerUnitError:
                self._memo.clear()
        return False

    @property
    def divides(self) -> bool:
        """Whether anything met so far has a denominator with more than one term."""
        return any(fraction.factors for fraction in self._memo.values())

    def fraction(self, expr: Expr) -> Fraction:
        """Give the fraction of an expression."""
        found = self._memo.get(expr)
        if found is None:
            self.check()
            found = self._memo[expr] = self._fraction(expr)
        return found

    def _fraction(self, expr: Expr) -> Fraction:  # noqa: PLR0911 - one return for each kind
        match expr:
            case Rational():
                return Fraction({0: int(expr.p)} if expr.p else {}, int(expr.q))
            case Add():
                return poly.total((self.fraction(a) for a in expr.args), self.check)
            case Mul():
                return self._product(self.fraction(argument) for argument in expr.args)
            case Pow():
                return self._power(expr)
            case exp():
                return self._exponential(self.fraction(expr.args[0]))
            case log():
                return self._logarithm(self.fraction(expr.args[0]))
            case Exp1():
                return self._exponential(Fraction({0: 1}))
            case Symbol() | NumberSymbol():
                return self._generator("symbol", expr, positive=bool(expr.is_positive))
            case HyperbolicFunction() if self.hyperbolic_as_exponentials:
                return self.fraction(expr.rewrite(exp))
            case Function():
                key = (expr.func, *(self.fraction(a).key for a in expr.args))
                return self._generator(expr.func.__name__, key, positive=False)
        raise NoNormalFormError(str(expr))

    def _generator(self, kind: str, key: Any, *, positive: bool, exponent: int = 1) -> Fraction:
        generator = Generator(kind, key, positive)
        number = self.generators.setdefault(generator, len(self.generators))
        self.used.add(kind)
        return Fraction({poly.monomial(number, exponent): 1})

    def _power(self, expr: Pow) -> Fraction:
        base, exponent = expr.args
        if isinstance(exponent, Integer):
            return poly.raised(self.fraction(base), int(exponent), self.check)
        if isinstance(exponent, Rational):
            root = self._root(self.fraction(base), int(exponent.q))
            return poly.raised(root, int(exponent.p), self.check)
        if base.is_positive:
            logarithm = self._logarithm(self.fraction(base))  # SymPy would turn exp(x log(b)) back into b**x
            return self._exponential(poly.times(self.fraction(exponent), logarithm, self.check))
        raise NoNormalFormError(str(expr))

    def _root(self, inside: Fraction, q: int) -> Fraction:
        """Take a root, factor by factor where these are positive: sqrt(a**2 * v) is a * sqrt(v)."""
        if not inside:
            return inside
        content, shift, factor = poly.primitive(inside.numerator)
        below = all(self._positive(dict(f)) for f, _ in inside.factors)
        if content < 0 or not below or not self._positive({shift: 1}):
            return self._radical(inside, q)
        parts = [(self._root_of_number(content, q), 1), (self._root_of_number(inside.scale, q), -1)]
        parts.append((self._root_of_monomial(shift, q), 1))
        if factor != poly.ONE:
            parts.append((self._radical(Fraction(dict(factor)), q), 1))
        parts += [(self._radical(Fraction(dict(f)), q), -e) for f, e in inside.factors]
        return self._product(poly.raised(root, e, self.check) for root, e in parts)

    def _radical(self, inside: Fraction, q: int) -> Fraction:
        """Give a generator whose q-th power is known."""
        root = self._generator("root", (inside.key, q), positive=self._positive(inside.numerator))
        self.radicands[max(poly.exponents(next(iter(root.numerator))))] = (q, inside)
        return root

    def _root_of_number(self, number: int, q: int) -> Fraction:
        powers = ((prime, divmod(e, q)) for prime, e in factorint(number).items())
        return self._product(
            poly.times(Fraction({0: p**whole}), self._of_radical(Fraction({0: p}), q, rest), self.check)
            for p, (whole, rest) in powers
        )

    def _root_of_monomial(self, packed: int, q: int) -> Fraction:
        by_number = {number: generator for generator, number in self.generators.items()}
        parts = []
        for number, power in poly.exponents(packed).items():
            generator = by_number[number]
            if generator.kind == "exp":
                parts.append(self._exponential(self._log_of_monomial(poly.monomial(number, power), q)))
            else:
                whole, rest = divmod(power, q)
                parts.append(Fraction({poly.monomial(number, whole): 1}))
                parts.append(self._of_radical(Fraction({poly.monomial(number): 1}), q, rest))
        return self._product(parts)

    def _of_radical(self, inside: Fraction, q: int, power: int) -> Fraction:
        if power == 0:
            return Fraction({0: 1})
        return poly.raised(self._radical(inside, q), power, self.check)

    def _product(self, factors: Iterable[Fraction]) -> Fraction:
        product = Fraction({0: 1})
        for factor in factors:
            product = poly.times(product, factor, self.check)
        return product

    def _exponential(self, argument: Fraction) -> Fraction:
        product = Fraction({0: 1})
        for term, coefficient in argument.numerator.items():
            key = (term, argument.factors)
            amount = Ratio(coefficient, argument.scale) * self.units.setdefault(key, 1)
            if amount.denominator != 1:
                self.units[key] *= amount.denominator
                raise _FinerUnitError
            part = self._generator("exp", key, positive=True, exponent=int(amount))
            product = poly.times(product, part, self.check)
        return product

    def _logarithm(self, argument: Fraction) -> Fraction:
        if not argument or not self._positive(argument.numerator):
            return self._generator("log", argument.key, positive=False)
        if not all(self._positive(dict(factor)) for factor, _ in argument.factors):
            return self._generator("log", argument.key, positive=False)
        content, shift, factor = poly.primitive(argument.numerator)
        parts = [(self._log_of_number(content), 1), (self._log_of_number(argument.scale), -1)]
        parts += [(self._log_of_monomial(shift), 1), (self._log_of_factor(factor), 1)]
        parts += [(self._log_of_factor(f), -e) for f, e in argument.factors]
        scaled = (poly.times(Fraction({0: times}), part, self.check) for part, times in parts)
        return poly.total(scaled, self.check)

    def _positive(self, polynomial: Polynomial) -> bool:
        by_number = {number: generator for generator, number in self.generators.items()}
        used = {g for m in polynomial for g in poly.exponents(m)}
        return all(c > 0 for c in polynomial.values()) and all(by_number[g].positive for g in used)

    def _log_of_number(self, number: int) -> Fraction:
        primes = factorint(number)
        parts = (
            poly.times(Fraction({0: e}), self._generator("log", p, positive=True), self.check)
            for p, e in primes.items()
        )
        return poly.total(parts, self.check)

    def _log_of_monomial(self, packed: int, root: int = 1) -> Fraction:
        by_number = {number: generator for generator, number in self.generators.items()}
        parts = []
        for number, power in poly.exponents(packed).items():
            generator = by_number[number]
            if generator.kind == "exp":
                term, factors = generator.key
                amount = Ratio(power, self.units[generator.key] * root)
                parts.append(Fraction({term: amount.numerator}, amount.denominator, factors))
            elif generator.kind == "root":
                q, inside = self.radicands[number]
                amount = Ratio(power, q * root)
                share = Fraction({0: amount.numerator}, amount.denominator)
                parts.append(poly.times(share, self._logarithm(inside), self.check))
            else:
                own = self._generator("log", generator, positive=False)
                parts.append(poly.times(Fraction({0: power}), own, self.check))
        return poly.total(parts, self.check)

    def _log_of_factor(self, factor: Factor) -> Fraction:
        if factor == poly.ONE:
            return Fraction({})
        return self._generator("log", factor, positive=False)

    # What the generators know about each other

    def _relations(self, numerator: Polynomial) -> Polynomial:
        """Use root**q = radicand and sin**2 = 1 - cos**2, then combine logarithms of factors."""
        for generator, number in sorted(self.generators.items(), key=lambda item: -item[1]):
            if generator.kind == "root":
                q, inside = self.radicands[number]
                numerator = self._replace_powers(numerator, number, q, inside)
            elif generator.kind == "sin":
                twin = self.generators.get(Generator("cos", (cos, *generator.key[1:]), positive=False))
                if twin is not None:
                    square = Fraction({0: 1, poly.monomial(twin, 2): -1})
                    numerator = self._replace_powers(numerator, number, 2, square)
        return self._combine_logarithms(numerator) if numerator else numerator

    def _replace_powers(self, numerator: Polynomial, number: int, q: int, value: Fraction) -> Polynomial:
        parts = []
        for term, coefficient in numerator.items():
            whole, rest = divmod(poly.exponents(term).get(number, 0), q)
            bare = term - poly.monomial(number, whole * q)
            assert 0 <= rest < q
            parts.append(
                poly.times(Fraction({bare: coefficient}), poly.raised(value, whole, self.check), self.check)
            )
        return poly.total(parts, self.check).numerator

    def _combine_logarithms(self, numerator: Polynomial) -> Polynomial:
        """Drop sums c * (log A + log B - log C) in which A * B = C."""
        logs = {
            number: generator.key
            for generator, number in self.generators.items()
            if generator.kind == "log" and isinstance(generator.key, tuple) and _is_factor(generator.key)
        }
        groups: dict[int, dict[int, int]] = {}
        for term, coefficient in numerator.items():
            inside = [g for g, e in poly.exponents(term).items() if g in logs and e == 1]
            if len(inside) == 1:
                groups.setdefault(term - poly.monomial(inside[0]), {})[inside[0]] = coefficient
        left = dict(numerator)
        for rest, powers in groups.items():
            above, below = ({0: 1}, {0: 1})
            common = gcd(*powers.values())
            for g, e in powers.items():
                side = poly.power(dict(logs[g]), abs(e) // common, self.check)
                if e > 0:
                    above = poly.multiply(above, side, self.check)
                else:
                    below = poly.multiply(below, side, self.check)
            if above == below:
                for g in powers:
                    del left[rest + poly.monomial(g)]
        return left


def _is_factor(key: tuple[Any, ...]) -> bool:
    return all(isinstance(t, tuple) and len(t) == 2 and all(isinstance(x, int) for x in t) for t in key)
