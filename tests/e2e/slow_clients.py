#!/usr/bin/env python3
"""The effect of slow clients on others: async_server and balancer have thousands of idle connections and of heads that
never end while 50 clients work; threaded_server gets more connections than its limit.

Limits: the ratio of the p99 of the 50 with slow clients to that without (median over the rounds, A B A B); each slow
client is disconnected at its deadline; as many clients as allowed are served, the rest get 503 without a reset, and
accepting continues.

Exit status: 0 every limit is met, 1 not every one, 2 wrong arguments, 3 it could not run.
"""

import argparse
import json
import os
import pathlib
import resource
import selectors
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
SLOW_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "


def die(text):
    print(f"slow-clients: {text}", file=sys.stderr)
    sys.exit(3)


def read_arguments():
    parser = argparse.ArgumentParser(prog="slow-clients", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    top = pathlib.Path(__file__).resolve().parent.parent.parent
    parser.add_argument("--bin", type=pathlib.Path, default=top / "build/release/bin", help="folder of the programs")
    parser.add_argument("--idle", type=int, default=10_000, metavar="N", help="idle connections (%(default)s)")
    parser.add_argument("--slow", type=int, default=1_000, metavar="N", help="heads that never end (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of A and B (%(default)s)")
    parser.add_argument("--seconds", type=int, default=4, metavar="S", help="seconds of load in each (%(default)s)")
    parser.add_argument("--header-timeout", type=int, default=10, metavar="S", help="(%(default)s)")
    parser.add_argument("--idle-timeout", type=int, default=15, metavar="S", help="(%(default)s)")
    parser.add_argument("--ratio", type=float, default=2.0, help="limit of the p99 ratio (%(default)s)")
    parser.add_argument("--late", type=float, default=0.1, metavar="SHARE",
                        help="fraction of a deadline by which a disconnect may be late (%(default)s); early: a tenth")
    parser.add_argument("--held", type=int, default=256, metavar="N", help="--max-connections of threaded_server")
    parser.add_argument("--crowd", type=int, default=1_000, metavar="N", help="connections to threaded_server (%(default)s)")
    arguments = parser.parse_args()
    for name in ("threaded_server", "async_server", "balancer", "loadgen"):
        if not (arguments.bin / name).exists():
            die(f"{arguments.bin / name} is not built; type: make slow-clients")
    needed = arguments.idle + arguments.slow + 500
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < needed:
        die(f"the hard limit on descriptors is {hard}, {needed} are needed; raise it, or give --idle and --slow")
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed if hard == resource.RLIM_INFINITY else hard, hard))
    return arguments


def cores():
    """Servers' cores, and those of who loads them."""
    mine = sorted(os.sched_getaffinity(0))
    half = max(1, len(mine) // 2)
    return mine[:half], mine[half:] or mine


class Server:
    """A program of ours on a free port."""

    def __init__(self, folder, name, options=()):
        self.process = subprocess.Popen(
            [folder / name, "0", *options], stdout=subprocess.PIPE, text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores()[0]))
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            die(f"{name} did not start")
        self.port = int(line.rsplit(":", 1)[1])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class Held:
    """One connection of the crowd: what it waits for and since when."""

    __slots__ = ("socket", "slow", "since", "cut")

    def __init__(self, port, slow):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.socket.send(SLOW_HEAD if slow else REQUEST)
        self.slow, self.since, self.cut = slow, time.monotonic(), None


class Crowd:
    """The slow clients: they are opened, drip, and see when they are cut."""

    def __init__(self, port, idle, slow):
        self.selector = selectors.EpollSelector()
        self.all = []
        # Slow ones come last: their deadline runs while the load does.
        for number in range(idle + slow):
            held = Held(port, number >= idle)
            self.all.append(held)
            self.selector.register(held.socket, selectors.EVENT_READ, held)
            if number % 100 == 99:
                self.look(0)
        self.next_drip = time.monotonic() + 1

    def look(self, timeout):
        for key, _ in self.selector.select(timeout):
            self.came(key.data, time.monotonic())

    def came(self, held, now):
        try:
            bytes = held.socket.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            bytes = b""
        if bytes and not held.slow:
            held.since = now  # it rests from its reply on
            return
        held.cut = now - held.since
        self.selector.unregister(held.socket)
        held.socket.close()

    def drip(self):
        if time.monotonic() < self.next_drip:
            return
        self.next_drip = time.monotonic() + 1
        for held in self.all:
            if held.slow and held.cut is None:
                try:
                    held.socket.send(b"x")
                except OSError:
                    pass

    def hold_while(self, condition, limit):
        end = time.monotonic() + limit
        while condition() and time.monotonic() < end:
            self.look(0.05)
            self.drip()

    def left(self):
        return sum(held.cut is None for held in self.all)

    def close(self):
        for held in self.all:
            held.socket.close()
        self.selector.close()

    def off(self, slow, deadline, late):
        """How many of a kind were not cut at the deadline, and the earliest and latest cut."""
        cuts = [held.cut for held in self.all if held.slow == slow and held.cut is not None]
        of_kind = sum(held.slow == slow for held in self.all)
        good = sum(0.9 * deadline <= cut <= (1 + late) * deadline for cut in cuts)
        return of_kind - good, min(cuts, default=float("nan")), max(cuts, default=float("nan"))


class Load:
    """50 clients that work."""

    def __init__(self, folder, port, seconds):
        self.json = tempfile.NamedTemporaryFile(suffix=".json")
        self.process = subprocess.Popen(
            [folder / "loadgen", "-q", "-k", "-c", "50", "--duration", str(seconds), "--json", self.json.name,
             f"http://127.0.0.1:{port}/"], stdout=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, cores()[1]))

    def running(self):
        return self.process.poll() is None

    def result(self):
        """p99 in ms; whether every request went well."""
        status = self.process.wait()
        report = json.load(open(self.json.name, encoding="utf-8"))
        return report["latency_us"]["p99"] / 1000, status == 0 and report["ok"] == report["attempted"]


def measure(arguments, name):
    """One server before the crowd; whether all its bars are met."""
    backends = []
    options = ["--max-connections", "20000", "--header-timeout", str(arguments.header_timeout),
               "--idle-timeout", str(arguments.idle_timeout)]
    if name == "balancer":
        backends = [Server(arguments.bin, "async_server") for _ in range(4)]
        options += [part for one in backends for part in ("--backend", f"127.0.0.1:{one.port}")]
    server = Server(arguments.bin, name, options)
    print(f"\n{name}: {arguments.idle} idle and {arguments.slow} slow connections beside 50 that work")
    print(f"{'round':>5} {'p99 without':>12} {'p99 with':>12} {'ratio':>6}   slow heads cut after      idle cut after")
    well, ratios = True, []
    for number in range(1, arguments.rounds + 1):
        without, good = Load(arguments.bin, server.port, arguments.seconds).result()
        crowd = Crowd(server.port, arguments.idle, arguments.slow)
        load = Load(arguments.bin, server.port, arguments.seconds)
        crowd.hold_while(load.running, arguments.seconds + 30)
        held_on = crowd.left()
        p99, good_too = load.result()
        crowd.hold_while(crowd.left, 2 * max(arguments.header_timeout, arguments.idle_timeout) + 5)
        slow_off, slow_first, slow_last = crowd.off(True, arguments.header_timeout, arguments.late)
        idle_off, idle_first, idle_last = crowd.off(False, arguments.idle_timeout, arguments.late)
        crowd.close()
        ratios.append(p99 / without)
        print(f"{number:5} {without:9.3f} ms {p99:9.3f} ms {p99 / without:6.2f}   "
              f"{slow_first:6.2f} to {slow_last:6.2f} s {idle_first:9.2f} to {idle_last:6.2f} s", flush=True)
        for failed, text in ((not good or not good_too, "a request of the 50 failed"),
                             (held_on < len(crowd.all), f"{len(crowd.all) - held_on} connections were not held"),
                             (slow_off, f"{slow_off} slow heads were not cut at {arguments.header_timeout} s"),
                             (idle_off, f"{idle_off} idle ones were not cut at {arguments.idle_timeout} s")):
            if failed:
                print(f"      MISSED: {text}")
                well = False
    ratio = statistics.median(ratios)
    met = ratio < arguments.ratio
    print(f"{'median ratio':>31} {ratio:12.2f}   {'met' if met else 'MISSED'}: below {arguments.ratio:g}")
    for one in (server, *backends):
        if one.stop() != 0:
            print("      MISSED: a server did not end with 0")
            well = False
    return well and met


def answer(port, sock=None):
    """Status of one request, and the connection."""
    sock = sock or socket.create_connection(("127.0.0.1", port), 10)
    sock.settimeout(10)
    sock.sendall(REQUEST)
    bytes = sock.recv(4096)
    return int(bytes[9:12]) if len(bytes) > 12 else 0, sock


def ends_clean(sock):
    try:
        while sock.recv(4096):
            pass
        return True
    except OSError:
        return False


def crowd_at_threads(arguments):
    """threaded_server under more connections than it may hold; whether its bars are met."""
    server = Server(arguments.bin, "threaded_server", ["--max-connections", str(arguments.held)])
    served, refused, unclean, other = [], 0, 0, 0
    for _ in range(arguments.crowd):
        status, sock = answer(server.port)
        if status == 200:
            served.append(sock)
        elif status == 503:
            refused += 1
            unclean += not ends_clean(sock)
        else:
            other += 1
    still = sum(answer(server.port, sock)[0] == 200 for sock in served)
    count = len(served)
    for sock in served:
        sock.close()
    del served[:]
    end, again = time.monotonic() + 10, False
    while not again and time.monotonic() < end:
        again = answer(server.port)[0] == 200
    status = server.stop()
    well = (count, refused, unclean, other, still, again, status) == (
        min(arguments.held, arguments.crowd), max(0, arguments.crowd - arguments.held), 0, 0, count, True, 0)
    print(f"\nthreaded_server --max-connections {arguments.held} under {arguments.crowd} connections")
    print(f"{count} served, {refused} told 503 ({unclean} of them by a reset), {other} got something else; "
          f"{still} served again; accepts afterwards: {'yes' if again else 'no'}; {'met' if well else 'MISSED'}")
    return well


def main():
    arguments = read_arguments()
    os.sched_setaffinity(0, cores()[1])
    results = [measure(arguments, "async_server"), measure(arguments, "balancer"), crowd_at_threads(arguments)]
    print("\n" + ("every limit is met" if all(results) else "not every limit is met"))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
