"""Measures the resident memory of an idle keep-alive connection: see scripts/idle-memory.

Each server is started afresh. Connections are opened one after the other; each has its `GET /`
answered and then rests. What is printed is the growth of the server's resident set, by the kernel's
smaps_rollup, over the number of connections. The kernel's own memory for sockets is not in it.
"""

import argparse
import os
import pathlib
import resource
import socket
import subprocess
import sys
import time

REQUEST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
START_S = 20
OURS = ["threaded_server", "async_server", "balancer"]
OPTIONS = ["--idle-timeout", "3600", "--log", "none", "--max-connections"]


class CannotRun(Exception):
    """The memory could not be measured; the text has the reason."""


class Server:
    """A program that prints `listening on HOST:PORT`, on a free port, until the end of `with`."""

    def __init__(self, program, arguments):
        self.name = program.name
        try:
            self.process = subprocess.Popen([str(program), "0", *arguments], stdout=subprocess.PIPE)
        except OSError as error:
            raise CannotRun(f"cannot start {program}: {error.strerror}") from error
        first = self.process.stdout.readline().decode()
        if not first.startswith("listening on "):
            self.stop()
            raise CannotRun(f"{self.name} did not get ready")
        self.port = int(first.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        # Killed, because draining thousands of idle clients would take long.
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def resident_kib(self):
        rollup = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Rss:"))

    def settled_kib(self):
        """Reads until two readings agree: new threads are still touching their stacks."""
        last, deadline = self.resident_kib(), time.monotonic() + START_S
        while time.monotonic() < deadline:
            time.sleep(0.2)
            now = self.resident_kib()
            if now == last:
                return now
            last = now
        raise CannotRun(f"the memory of {self.name} does not settle")


def ask(port):
    """A connection that received one reply with status 200 and stays open."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=START_S)
    connection.sendall(REQUEST)
    reply = b""
    while not reply.endswith(b"OK\n"):
        piece = connection.recv(4096)
        if not piece:
            raise CannotRun("a connection was closed before its reply was whole")
        reply += piece
    if not reply.startswith(b"HTTP/1.1 200 "):
        raise CannotRun("a reply was not 200: " + reply.split(b"\r\n", 1)[0].decode())
    return connection


def check_open(connections):
    """Checks that no idle connection was closed: it would cost nothing and flatter the server."""
    for connection in connections:
        connection.setblocking(False)
        try:
            connection.recv(1)
        except BlockingIOError:
            continue
        raise CannotRun("a connection that should rest was closed or written to")


def growth_kib(server, count):
    """Resident KiB per connection."""
    connections = [ask(server.port) for _ in range(10)]  # pools and caches fill
    before = server.settled_kib()
    try:
        connections += [ask(server.port) for _ in range(count)]
        after = server.settled_kib()
        check_open(connections)
    except OSError as error:
        raise CannotRun(f"{server.name} with {len(connections)} connections: {error}") from error
    finally:
        for connection in connections:
            connection.close()
    return (after - before) / count


def takes_our_options(program):
    try:
        asked = subprocess.run([str(program), "--help"], capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotRun(f"cannot start {program}: {error.strerror}") from error
    return "--max-connections " in asked.stdout


def measure(programs, name, count):
    options = [*OPTIONS, str(count + 100)] if takes_our_options(programs / name) else []
    if name != "balancer":
        with Server(programs / name, options) as server:
            return growth_kib(server, count)
    with Server(programs / "async_server", options) as backend:
        options += ["--backend", f"127.0.0.1:{backend.port}"]
        with Server(programs / name, options) as server:
            return growth_kib(server, count)


def raise_descriptor_limit(wanted):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise CannotRun(f"{wanted} descriptors are needed, the limit is {hard} (ulimit -Hn)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def number(text):
    value = int(text)
    if not 1 <= value <= 25000:  # one address has 28,000 ports for clients
        raise argparse.ArgumentTypeError(f"'{text}' is not between 1 and 25000")
    return value


class Parser(argparse.ArgumentParser):
    """Reports errors in one line."""

    def error(self, message):
        print(f"{self.prog}: {message}; see {self.prog} --help", file=sys.stderr)
        sys.exit(2)


def parse(arguments):
    parser = Parser(
        prog="idle-memory", description="Resident memory of an idle keep-alive connection.")
    parser.add_argument("--connections", type=number, nargs="+", default=[1000, 10000], metavar="N",
                        help="idle connections (default: 1000 and 10000)")
    parser.add_argument("--server", nargs="+", default=OURS, dest="servers", metavar="NAME",
                        help="programs of the build (default: %(default)s)")
    return parser.parse_args(arguments)


def main(arguments):
    wanted = parse(arguments)
    programs = pathlib.Path(os.environ.get("TIGA_BIN_DIR", "build/release/bin"))
    try:
        raise_descriptor_limit(max(wanted.connections) + 100)
        heading = "".join(f"{f'{count} idle':>14}" for count in wanted.connections)
        print(f"{'KiB a connection':<20}{heading}")
        for name in wanted.servers:
            row = [measure(programs, name, count) for count in wanted.connections]
            print(f"{name:<20}" + "".join(f"{value:14.2f}" for value in row), flush=True)
    except CannotRun as problem:
        print(f"idle-memory: {problem}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
