"""Records reviews until it is killed, and names each on stdout once the book says that it is stored."""

import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from quizapp.cards.model import CardId
from quizapp.memory import Calendar, Rating, Scheduler
from quizapp.store import ReviewBook


def main(folder: Path) -> None:
    last_id = ""

    def new_id() -> str:
        nonlocal last_id
        last_id = uuid.uuid4().hex
        return last_id

    book = ReviewBook.open(folder, Scheduler(Calendar(UTC)), now=lambda: datetime.now(UTC), new_id=new_id)
    number = 0
    while True:
        number += 1
        book.record(CardId(f"card-{number % 9}"), Rating(1 + number % 4), duration_ms=1, content_hash="x")
        sys.stdout.write(f"{last_id}\n")
        sys.stdout.flush()
        if number % 5 == 0:
            book.undo()
            if number % 2:
                book.redo()


main(Path(sys.argv[1]))
