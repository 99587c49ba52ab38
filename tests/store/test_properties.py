"""What holds for every history: the cache follows from the log, and logs merge as sets."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.cards.model import CardId
from quizapp.memory import CardState, Rating
from quizapp.store import Review, ReviewBook
from tests.store.conftest import Shelf, record

CARDS = st.sampled_from(["a", "b", "c"])
ACTIONS = st.one_of(
    st.tuples(st.just("rate"), CARDS, st.sampled_from(Rating)),
    st.tuples(st.sampled_from(["undo", "redo"])),
    st.tuples(st.just("wait"), st.floats(-40, 90, allow_nan=False)),
)
HISTORIES = st.lists(ACTIONS, max_size=25)


def act(shelf: Shelf, book: ReviewBook, action: tuple[object, ...]) -> None:
    match action:
        case ("rate", str(card), Rating() as rating):
            record(book, card, rating)
        case ("undo",):
            book.undo()
        case ("redo",):
            book.redo()
        case ("wait", float(days)):
            shelf.clock.advance(days=days)


def contents(book: ReviewBook) -> tuple[tuple[Review, ...], dict[CardId, CardState]]:
    return book.reviews(), dict(book.states)


@settings(max_examples=25, deadline=None)
@given(history=HISTORIES)
def test_rebuilding_reproduces_the_states_to_the_last_bit(history: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as root:
        shelf = Shelf(Path(root))
        with shelf.open() as book:
            for action in history:
                act(shelf, book, action)
            incremental = contents(book)
            cached = book._connection.execute("SELECT * FROM states ORDER BY card").fetchall()
            assert book.rebuild() == len(incremental[1])
            assert contents(book) == incremental
            assert book._connection.execute("SELECT * FROM states ORDER BY card").fetchall() == cached
        with shelf.open() as book:
            assert contents(book) == incremental


class Editor:
    """What undo and redo do in an editor: a list of what was done, and a list of what was taken back."""

    def __init__(self) -> None:
        self.done: list[tuple[str, Rating]] = []
        self.undone: list[tuple[str, Rating]] = []

    def act(self, action: tuple[object, ...]) -> None:
        match action:
            case ("rate", str(card), Rating() as rating):
                self.done.append((card, rating))
                self.undone.clear()
            case ("undo",) if self.done:
                self.undone.append(self.done.pop())
            case ("redo",) if self.undone:
                self.done.append(self.undone.pop())


@settings(max_examples=25, deadline=None)
@given(history=HISTORIES)
def test_undo_and_redo_behave_as_in_an_editor(history: list[tuple[object, ...]]) -> None:
    editor = Editor()
    with TemporaryDirectory() as root:
        shelf = Shelf(Path(root))
        for part in (history[: len(history) // 2], history[len(history) // 2 :]):
            with shelf.open() as book:
                for action in part:
                    if action[0] == "wait":  # the clock of this learner never runs backwards
                        shelf.clock.advance(days=abs(float(str(action[1]))))
                    else:
                        act(shelf, book, action)
                        editor.act(action)
                    assert [(r.card, r.rating) for r in book.reviews()] == editor.done


@settings(max_examples=12, deadline=None)
@given(shared=HISTORIES, branches=st.tuples(HISTORIES, HISTORIES, HISTORIES))
def test_logs_merge_as_a_set_union(
    shared: list[tuple[object, ...]], branches: tuple[list[tuple[object, ...]], ...]
) -> None:
    with TemporaryDirectory() as root:
        shelf = Shelf(Path(root))
        with shelf.open("shared") as book:
            for action in shared:
                act(shelf, book, action)
        start = shelf.clock.at
        for name, branch in zip("abc", branches, strict=True):
            shutil.copytree(shelf.root / "shared", shelf.root / name)
            shelf.clock.at = start
            with shelf.open(name) as book:
                for action in branch:
                    act(shelf, book, action)

        def merged(into: str, *others: str) -> tuple[tuple[Review, ...], dict[CardId, CardState]]:
            """The contents of a copy of a book, after it took the others in."""
            name = "+".join([into, *others])
            if not (shelf.root / name).exists():
                shutil.copytree(shelf.root / into, shelf.root / name)
            with shelf.open(name) as book:
                for other in others:
                    book.merge(shelf.root / other)
                assert [book.merge(shelf.root / other) for other in others] == [0] * len(others)
                result = contents(book)
                book.rebuild()
                assert contents(book) == result
            return result

        assert merged("a", "b") == merged("b", "a")
        merged("b", "c")
        assert merged("a+b", "c") == merged("a", "b+c") == merged("c", "b", "a")
