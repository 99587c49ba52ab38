"""Names with what hangs on them: `W_1`, `W_{1,ij}`, `theta'`, `z_k`, `X[n, d]`."""

from fractions import Fraction

from quizapp.derive.typed.grammar import Grammar
from quizapp.derive.typed.nodes import Apply, Entry, Name, Node, Number
from quizapp.derive.typed.tokens import Sort, Token
from quizapp.derive.vocabulary import Kind


class Subscripts(Grammar):
    """Reads which name is meant, and which entry of it."""

    def declared_with_subscript(self) -> str | None:
        """Take a name such as `W_1`, `n_in` or `W_{1,ij}`, of which only `W_1` belongs to the name."""
        if not self.ahead(1).is_symbol("_"):
            return None
        if self.ahead(2).sort in {Sort.WORD, Sort.NUMBER}:
            return self.declared_with_plain_subscript()
        return self.declared_with_braces() if self.ahead(2).is_symbol("{") else None

    def declared_with_plain_subscript(self) -> str | None:
        """Take the longest name of `W_1ij`; what is left are indices, as many as it takes."""
        word, following = self.token.text, self.ahead(2)
        for length in range(len(following.text), 0, -1):
            name, rest = f"{word}_{following.text[:length]}", following.text[length:]
            kind = self.names.kind(name)
            if kind is None or (rest and len(rest) != kind.rank):
                continue
            self.at += 2
            mark = Token(Sort.SYMBOL, "_", following.start)
            self.put_in_place(
                *([mark, Token(following.sort, rest, following.start + length)] if rest else [])
            )
            if not rest and following.sort is Sort.NUMBER and self.indices_follow(kind):
                self.put_in_place(mark, self.token)
            return self.with_primes(name)
        return None

    def indices_follow(self, kind: Kind) -> bool:
        """Whether the letters directly behind a number are indices, as in `W_1ij`."""
        token = self.token
        if token.sort is not Sort.WORD or token.spaced or kind.rank == 0:
            return False
        return all(self.names.is_index(letter) for letter in token.text) or self.names.is_index(token.text)

    def declared_with_braces(self) -> str | None:
        """Take a name such as `n_{in}`, or `W_1` of `W_{1,ij}`; what is behind the comma are indices."""
        name, steps = f"{self.token.text}_", 3
        while self.ahead(steps).sort is not Sort.END and not self.ahead(steps).is_symbol("}"):
            name += self.ahead(steps).text
            steps += 1
            end = self.ahead(steps)
            if self.names.known(name) and end.is_symbol(",", "}"):
                self.at += steps
                if end.text == "}":
                    self.next()
                else:
                    self.put_in_place(end.with_text("_"), end.with_text("{"))
                return self.with_primes(name)
        return None

    def with_primes(self, name: str) -> str:
        """Take the primes that belong to a name."""
        longest, steps = name, 0
        while self.ahead(steps).is_symbol("'"):
            steps += 1
            if self.names.known(name + "'" * steps):
                longest = name + "'" * steps
        self.at += len(longest) - len(name)
        return longest

    def variable(self, name: str, token: Token) -> Node:
        """Read the indices of a name that is no function."""
        kind = self.names.kind(name)
        if kind in {Kind.VECTOR, Kind.MATRIX}:
            return self.entry(name, kind, token)
        if self.sees("_"):
            if name == "delta":
                return self.kronecker(token)
            self.fail(f"`{name}` is one number and has no index", token)
        return Name(name)

    def entry(self, name: str, kind: Kind, token: Token) -> Node:
        """Read the indices of a vector or matrix, or take it as a whole."""
        if self.sees("["):
            indices = self.listed()
        elif self.skip("_"):
            indices = self.subscript(kind.rank, pairs=name == "delta")
        else:
            return Name(name)
        if name == "delta" and kind is Kind.VECTOR and len(indices) == 2:
            return Apply("kron", tuple(indices))
        if len(indices) != kind.rank:
            index, count = ("k", "one index") if kind.rank == 1 else ("ij", "two indices")
            stem, _, own = name.partition("_")
            form = f"{stem}_{{{own},{index}}}" if own else f"{stem}_{index}"
            self.fail(f"`{name}` is a {kind} and takes {count}, as `{form}`", token)
        return Entry(name, tuple(indices))

    def kronecker(self, token: Token) -> Node:
        """Read the indices of a Kronecker delta."""
        self.expect("_", "a Kronecker delta has two indices, as `delta_jk`")
        indices = self.subscript(2)
        if len(indices) != 2:
            self.fail("a Kronecker delta has two indices, as `delta_jk`", token)
        return Apply("kron", tuple(indices))

    def subscript(self, rank: int, *, pairs: bool = False) -> list[Node]:
        """Read indices behind `_`: `k`, `12`, `{jk}`, `{j, k}`, `{t-1}`; with `pairs` two letters are two."""
        token = self.token
        if self.sees("{"):
            inside = self.in_braces()
            plain = all(part.sort in {Sort.WORD, Sort.NUMBER} for part in inside)
            if (rank == 2 or pairs) and plain:
                self.at += len(inside) + 2
                return [index for part in inside for index in self.single_indices(part)]
            return self.listed()
        if token.sort not in {Sort.WORD, Sort.NUMBER}:
            self.fail("an index is missing behind `_`")
        self.next()
        if rank != 2 and not pairs:
            return [self.index(token.text, token)]
        found = self.single_indices(token)
        if len(found) == 1 and self.token.sort in {Sort.WORD, Sort.NUMBER} and not self.token.spaced:
            found += self.single_indices(self.next())  # `W_1k` and `W_k1` are two tokens each
        return found

    def in_braces(self) -> list[Token]:
        """Return what stands in the braces that begin here, without taking it."""
        steps = 1
        while self.ahead(steps).sort is not Sort.END and not self.ahead(steps).is_symbol("}"):
            steps += 1
        return [self.ahead(step) for step in range(1, steps)]

    def single_indices(self, token: Token) -> list[Node]:
        """Return the indices of `ij` or `12`, one a character, unless the whole is one index."""
        if self.names.is_index(token.text):
            return [Name(token.text)]
        return [self.index(character, token) for character in token.text]

    def index(self, text: str, token: Token) -> Node:
        """Return one index that has to be known."""
        if text.isdigit():
            return Number(Fraction(text))
        if not self.names.is_index(text):
            known = ", ".join(f"`{name}`" for name in self.names.indices()) or "numbers"
            self.fail(f"`{text}` is no index here; use {known}", token)
        return Name(text)
