"""A tree as LaTeX, for the preview, and as plain text that reads back as the same tree."""

from decimal import Decimal
from fractions import Fraction

from quizapp.derive.names import latex_name
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
from quizapp.derive.typed.tokens import MOST_DIGITS
from quizapp.derive.vocabulary import Vocabulary

SUM, PRODUCT, SIGN, POWER, ATOM = range(5)
"""How tightly a form binds; a part that binds less tightly than its place needs brackets."""
MOST_PLACES = 60
"""Decimal places behind which a number is cut; none that was typed has as many."""
_RELATIONS = {
    Relation.LESS: "<",
    Relation.AT_MOST: r"\le",
    Relation.GREATER: ">",
    Relation.AT_LEAST: r"\ge",
    Relation.EQUAL: "=",
    Relation.UNEQUAL: r"\ne",
}
_OPERATORS = {"exp", "log", "tanh", "sinh", "cosh", "sin", "cos", "max", "min", "det"}
_FORMS = {
    "sqrt": r"\sqrt{#}",
    "abs": r"\left|#\right|",
    "norm": r"\left\lVert # \right\rVert",
    "floor": r"\lfloor # \rfloor",
    "ceil": r"\lceil # \rceil",
    "exp": r"e^{#}",
    "E": r"\mathbb{E}\left[#\right]",
    "Var": r"\operatorname{Var}\left(#\right)",
    "sign": r"\operatorname{sign}\left(#\right)",
    "trace": r"\operatorname{tr}\left(#\right)",
    "sech": r"\operatorname{sech}\left(#\right)",
}
"""Functions that are not written as a name and brackets; `#` is the argument."""
_RAISED = frozenset({"exp", "inv", "transpose"})
"""Functions that are written as a power, and need brackets before another one."""


def as_latex(node: Node, vocabulary: Vocabulary) -> str:
    """Return the formula as LaTeX, as it was understood."""
    return _Latex(vocabulary).write(node, SUM)


def as_text(node: Node) -> str:
    """Return the formula in plain characters, every bracket in its place; `parse` reads it back."""
    return _Text().write(node, SUM)


class _Writer:
    def write(self, node: Node, place: int) -> str:
        text, binds = self.form(node)
        return text if binds >= place else self.bracketed(text)

    def form(self, node: Node) -> tuple[str, int]:
        raise NotImplementedError

    def bracketed(self, text: str) -> str:
        raise NotImplementedError

    def sum(self, terms: tuple[Node, ...]) -> str:
        parts = []
        for number, term in enumerate(terms):
            negative = isinstance(term, Negative)
            body = self.write(term.body if isinstance(term, Negative) else term, PRODUCT)
            sign = "-" if negative else "+"
            parts.append(f"{'-' * negative}{body}" if number == 0 else f" {sign} {body}")
        return "".join(parts)


class _Latex(_Writer):
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def bracketed(self, text: str) -> str:
        return rf"\left({text}\right)"

    def name(self, name: str, index: str = "") -> str:
        letter = self.vocabulary.by_name.get(name)
        if letter is not None and letter.latex and not index:
            return letter.latex
        return rf"\{name}" if name == "pi" else latex_name(name, index)

    def form(self, node: Node) -> tuple[str, int]:  # noqa: PLR0911, PLR0912 - one line for each form
        match node:
            case Number(value):
                return _fraction(value), ATOM if value.denominator == 1 and value >= 0 else PRODUCT
            case Name(name):
                return self.name(name), ATOM
            case Entry(name, indices):
                return self.name(name, self.indices(indices)), ATOM
            case Apply(function, arguments):
                return self.applied(function, arguments), POWER if function in _RAISED else ATOM
            case Negative(body):
                return f"-{self.write(body, PRODUCT)}", SIGN if isinstance(body, Number) else SUM
            case Add(terms):
                return self.sum(terms), SUM
            case Multiply(factors):
                return self.product(factors), PRODUCT
            case Divide(top, bottom):
                return rf"\frac{{{self.plain(top)}}}{{{self.plain(bottom)}}}", PRODUCT
            case Power(base, exponent):
                return f"{self.write(base, ATOM)}^{{{self.plain(exponent)}}}", POWER
            case Transpose(body):
                return rf"{self.write(body, ATOM)}^{{\top}}", POWER
            case Big(operator, index, low, high, body):
                limits = f"_{{{self.name(index)}}}"
                if low is not None and high is not None:
                    limits = f"_{{{self.name(index)}={self.plain(low)}}}^{{{self.plain(high)}}}"
                return rf"\{operator}{limits} {self.write(body, PRODUCT)}", PRODUCT
            case Indicator(condition):
                return rf"\left[{self.condition(condition)}\right]", ATOM
            case Cases(branches):
                rows = r" \\ ".join(
                    rf"{self.plain(value)} & \text{{{'otherwise' if when is None else 'if '}}}"
                    + ("" if when is None else self.condition(when))
                    for value, when in branches
                )
                return rf"\begin{{cases}} {rows} \end{{cases}}", ATOM
            case Differential(body, variable, times):
                power = "" if times == 1 else f"^{{{times}}}"
                by = self.plain(variable)
                if isinstance(body, Name | Entry):
                    above = rf"\partial{power} {self.plain(body)}"
                    return rf"\frac{{{above}}}{{\partial {by}{power}}}", PRODUCT
                fraction = rf"\frac{{\partial{power}}}{{\partial {by}{power}}}"
                return f"{fraction} {self.write(body, POWER)}", PRODUCT

    def plain(self, node: Node) -> str:
        return self.write(node, SUM)

    def indices(self, nodes: tuple[Node, ...]) -> str:
        written = [self.plain(node) for node in nodes]
        return ("" if all(len(text) == 1 for text in written) else ", ").join(written)

    def condition(self, condition: Condition) -> str:
        relation = _RELATIONS[condition.relation]
        return f"{self.plain(condition.left)} {relation} {self.plain(condition.right)}"

    def product(self, factors: tuple[Node, ...]) -> str:
        text = ""
        for number, factor in enumerate(factors):
            last = number == len(factors) - 1
            written = self.write(factor, POWER if isinstance(factor, Big) and not last else PRODUCT)
            if isinstance(factor, Negative | Add):
                written = self.write(factor, ATOM)
            digit = written[:1].isdigit() or written.startswith(r"\frac")
            text += (r" \cdot " if text and digit else " " if text else "") + written
        return text

    def applied(self, function: str, arguments: tuple[Node, ...]) -> str:
        inside = ", ".join(map(self.plain, arguments))
        if (form := _FORMS.get(function)) is not None:
            return form.replace("#", inside)
        match function:
            case "inv" | "transpose":
                power = "-1" if function == "inv" else r"\top"
                return f"{self.write(arguments[0], ATOM)}^{{{power}}}"
            case "hadamard" | "dot":
                sign = r" \odot " if function == "hadamard" else r" \cdot "
                return self.bracketed(sign.join(self.write(node, POWER) for node in arguments))
            case "ones" | "eye" | "kron":
                sign = {"ones": r"\mathbf{1}", "eye": "I", "kron": r"\delta"}[function]
                return f"{sign}_{{{self.indices(arguments)}}}" if arguments else sign
        name = rf"\{function}" if function in _OPERATORS else self.name(function)
        return rf"{name}\left({inside}\right)"


class _Text(_Writer):
    def bracketed(self, text: str) -> str:
        return f"({text})"

    def form(self, node: Node) -> tuple[str, int]:  # noqa: PLR0911, PLR0912 - one line for each form
        match node:
            case Number(value):
                return _decimal(value), ATOM
            case Name(name):
                return name, ATOM
            case Entry(name, indices):
                return f"{name}[{', '.join(map(self.plain, indices))}]", ATOM
            case Apply(function, ()):
                return function, ATOM
            case Apply(function, arguments):
                return f"{function}({', '.join(map(self.plain, arguments))})", ATOM
            case Negative(body):
                return f"-{self.write(body, PRODUCT)}", SUM
            case Add(terms):
                return self.sum(terms), SUM
            case Multiply(factors):
                return " * ".join(self.factor(factor) for factor in factors), PRODUCT
            case Divide(top, bottom):
                return f"{self.factor(top)} / {self.write(bottom, POWER)}", PRODUCT
            case Power(base, (Name() | Number()) as exponent):
                return f"{self.write(base, ATOM)}^{self.plain(exponent)}", POWER
            case Power(base, exponent):
                return f"{self.write(base, ATOM)}^({self.plain(exponent)})", POWER
            case Transpose(body):
                return f"{self.write(body, ATOM)}.T", POWER
            case Big(operator, index, low, high, body):
                ends = "" if low is None or high is None else f", {self.plain(low)}, {self.plain(high)}"
                return f"{operator}({self.plain(body)}, {index}{ends})", ATOM
            case Indicator(condition):
                return f"[{self.condition(condition)}]", ATOM
            case Cases(branches):
                parts = [
                    f"{self.plain(value)} {'otherwise' if when is None else f'if {self.condition(when)}'}"
                    for value, when in branches
                ]
                return f"({', '.join(parts)})", ATOM
            case Differential(body, variable, times):
                power = "" if times == 1 else f"^{times}"
                return f"d{power}/d {self.plain(variable)}{power} ({self.plain(body)})", PRODUCT

    def plain(self, node: Node) -> str:
        return self.write(node, SUM)

    def factor(self, node: Node) -> str:
        """A factor; a quotient inside of a product is bracketed, so that it reads back as one."""
        return self.write(
            node, POWER if isinstance(node, Divide | Multiply | Number | Differential) else PRODUCT
        )

    def condition(self, condition: Condition) -> str:
        return f"{self.plain(condition.left)} {condition.relation} {self.plain(condition.right)}"


def _decimal(value: Fraction) -> str:
    """Write a number as it can be typed: as a decimal, which every number of a tree is."""
    places = 0
    while (value * 10**places).denominator != 1 and places <= MOST_PLACES:
        places += 1
    digits = str((value * 10**places).numerator)
    if places == 0:
        bare = digits.rstrip("0")
        return digits if len(digits) <= MOST_DIGITS else f"{bare}e{len(digits) - len(bare)}"
    return f"{digits}e-{places}" if places > len(digits) + 3 else f"{Decimal(digits).scaleb(-places):f}"


def _fraction(value: Fraction) -> str:
    sign, size = ("-" if value < 0 else ""), abs(value)
    if size.denominator == 1:
        return f"{sign}{size.numerator}"
    return rf"{sign}\frac{{{size.numerator}}}{{{size.denominator}}}"
