"""A keeper whose questions say what it is to do: `python -m echo_keeper FOLDER VERSION IDLE GRACE`."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from kedja.errors import LimitError, QueryError
from kedja.query.process import Answerer, Question, Running, locked, serve, shorten_log


class Echo(Answerer):
    """Does what the question's text says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def answer(self, question: Question, running: Running) -> bytes:
        """See `Answerer.answer`."""
        running.start()
        verb, _, rest = question.text.partition(" ")
        return getattr(self, f"_{verb}")(rest, question, running) or question.text.encode()

    def _echo(self, rest: str, question: Question, running: Running) -> bytes:
        return rest.encode()

    def _pid(self, rest: str, question: Question, running: Running) -> bytes:
        return str(os.getpid()).encode()

    def _wait(self, rest: str, question: Question, running: Running) -> None:
        """Until it is stopped."""
        (self._folder / "waiting").touch()
        if running.gone.wait(30.0):
            (self._folder / "stopped").touch()
        raise LimitError("its time is over")

    def _stubborn(self, rest: str, question: Question, running: Running) -> None:
        """Does not stop."""
        (self._folder / "waiting").touch()
        time.sleep(60.0)

    def _once(self, rest: str, question: Question, running: Running) -> None:
        """Ends the keeper, the first time."""
        if not (self._folder / "once").exists():
            (self._folder / "once").touch()
            os._exit(3)

    def _die(self, rest: str, question: Question, running: Running) -> None:
        os._exit(3)

    def _freeze(self, rest: str, question: Question, running: Running) -> None:
        os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(60.0)

    def _refuse(self, rest: str, question: Question, running: Running) -> None:
        raise QueryError("it is wrong", "write it right")

    def _break(self, rest: str, question: Question, running: Running) -> None:
        raise ZeroDivisionError(rest)

    def _say(self, rest: str, question: Question, running: Running) -> None:
        print(rest, flush=True)
        print(rest, file=sys.stderr, flush=True)

    def _wear(self, rest: str, question: Question, running: Running) -> None:
        (self._folder / "worn").touch()

    def worn(self) -> bool:
        """See `Answerer.worn`."""
        return (self._folder / "worn").exists()

    def close(self) -> None:
        """See `Answerer.close`."""
        (self._folder / "closed").touch()


def started(folder: Path) -> list[int]:
    """The processes that got to be the folder's keeper, in their order."""
    file = folder / "starts"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def main() -> None:
    """Serves."""
    folder, version, idle, grace = Path(sys.argv[1]), *sys.argv[2:]
    if (folder / "broken").exists():
        sys.exit("this keeper is broken")
    if not locked(folder):
        return
    shorten_log(folder)
    (folder / "worn").unlink(missing_ok=True)
    with (folder / "starts").open("a") as file:
        file.write(f"{os.getpid()}\n")
    serve(folder, Echo(folder), version=version, idle=float(idle), grace=float(grace))


if __name__ == "__main__":
    main()
