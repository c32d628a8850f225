"""One driver for a Neo4j store, with its errors in Kedja's words."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction, Session
from neo4j import exceptions as failures

from kedja.errors import StoreError, StoreUnreachableError, StoreVersionError, UsageError
from kedja.ledger.neo4j.address import Address

_Result = TypeVar("_Result")
#: The oldest server whose Cypher has all that Kedja writes and lets through.
_OLDEST = 5
#: How often the answer to one commit may be lost.
_LOST = 3

# The driver tells of retries and of hints on queries; a command line shows errors alone.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Connection:
    """The database at an address. `wait` is how long a transaction is tried again, in seconds."""

    def __init__(self, address: Address, *, wait: float) -> None:
        self.address = address
        self._closed = False
        auth = (address.user, address.password or "") if address.user else None
        with self.translated():
            self.driver: Driver = GraphDatabase.driver(
                address.uri,
                auth=auth,
                max_transaction_retry_time=wait,
                connection_timeout=min(wait, 15.0),
                user_agent="kedja",
            )
        try:
            self._check_version()
        except BaseException:
            self.driver.close()
            raise

    def _check_version(self) -> None:
        with self.translated():
            agent = self.driver.get_server_info().agent
        name, _, version = agent.partition("/")
        major = version.partition(".")[0]
        if name == "Neo4j" and major.isdigit() and int(major) < _OLDEST:
            raise StoreVersionError(f"{self.address}: is Neo4j {version}; Kedja needs Neo4j {_OLDEST} or newer")

    def session(self, *, write: bool = False) -> Session:
        """A session that sees what this process wrote before; readers of a cluster are asked for reading."""
        return self.driver.session(
            database=self.address.database,
            default_access_mode=WRITE_ACCESS if write else READ_ACCESS,
            bookmark_manager=self.driver.execute_query_bookmark_manager,
        )

    def read(self, work: Callable[[ManagedTransaction], _Result]) -> _Result:
        """What the work reads in one transaction, which is tried again when the server asks for it."""
        with self.translated(), self.session() as session:
            return _insistently(session.execute_read, work)

    def write(self, work: Callable[[ManagedTransaction], _Result], *, once: bool = False) -> _Result:
        """What the work gives, its writing committed in one transaction.

        The work is done again when the answer to its commit is lost, so it must see what it did before. With `once`
        that is an error instead.
        """
        with self.translated(), self.session(write=True) as session:
            return session.execute_write(work) if once else _insistently(session.execute_write, work)

    def close(self) -> None:
        """Ends all connections."""
        self._closed = True
        self.driver.close()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """The driver's errors as subclasses of `StoreError` that name the address."""
        if self._closed:
            raise StoreUnreachableError(f"{self.address}: this ledger was closed; open it again")
        try:
            yield
        except failures.Neo4jError as error:
            raise _of_server(error, self.address) from error
        except failures.ConfigurationError as error:
            raise UsageError(f"{self.address}: {error}") from error
        except (failures.DriverError, ssl.SSLError, OSError) as error:
            raise StoreUnreachableError(f"{self.address}: the server does not answer; is it running?") from error


def _insistently(
    execute: Callable[[Callable[[ManagedTransaction], _Result]], _Result], work: Callable[[ManagedTransaction], _Result]
) -> _Result:
    """Executes again when the answer to the commit was lost; the driver does when it was not committed for sure."""
    for _ in range(_LOST):
        with suppress(failures.IncompleteCommit):
            return execute(work)
    return execute(work)


def _of_server(error: failures.Neo4jError, address: Address) -> StoreError:
    if isinstance(error, failures.AuthError):
        return StoreUnreachableError(f"{address}: the server refuses this user or password")
    if error.code == "Neo.ClientError.Database.DatabaseNotFound":
        return StoreUnreachableError(f"{address}: there is no such database")
    if isinstance(error, failures.TransientError):
        return StoreUnreachableError(f"{address}: the server is busy or restarting ({error.code}); try again")
    return StoreError(f"{address}: {error.message}")
