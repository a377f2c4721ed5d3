#!/usr/bin/env python3
"""Writes the balancer fuzzer's seeds: one for each fault of tests/e2e/balancer_faults.md, named by its number.

    fuzz/balancer_seeds.py [FOLDER]      default: fuzz/corpus/balancer beside this file

balancer_script.hpp has the letters of the actions. '@' in a client's text becomes the request's name, in a backend's
text the mark of the request that it answers. Backend 0 is the faulty one, 1 the good one; the first request goes to 0.
"""

import pathlib
import sys


def request(method="GET", version="1.1", fields="", content=""):
    return f"{method} /@ HTTP/{version}\r\nHost: h\r\n{fields}\r\n{content}"


def reply(content="@@@", status="200 OK", fields=""):
    return f"HTTP/1.1 {status}\r\n{fields}Content-Length: {len(content)}\r\n\r\n{content}"


def chunks(*contents, last=True):
    body = "".join(f"{len(content):x}\r\n{content}\r\n" for content in contents)
    head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + body + ("0\r\n\r\n" if last else "")


def chunked_post(*contents, last=True):
    body = "".join(f"{len(content):x}\r\n{content}\r\n" for content in contents)
    return request("POST", fields="Transfer-Encoding: chunked\r\n") + body + ("0\r\n\r\n" if last else "")


GET, POST = request(), request("POST", fields="Content-Length: 3\r\n", content="abc")
BOTH_GOOD = ["a0" + reply(), "a1" + reply()]
GOOD = "a1" + reply()
NOT_READ = ["p0", "c0" + GET, "s0HTTP/1.1 200 OK\r\n\r\n@", "m0@", "m0@"]

SEEDS = {
    "01-refused": ["L0", GOOD, "c0" + POST, "c0" + GET, "l0", "a0" + reply(), "t3", "t3", "c1" + GET, "c2" + GET],
    "02-only-one-refuses": ["L0", "L1", "c0" + GET],
    "03-closes-without-reply": ["d0", GOOD, "c0" + GET, "f0", "c1" + request("HEAD")],
    "03-resets-without-reply": [GOOD, "c0" + GET, "e0"],
    "04-post-closed": [GOOD, "c0" + POST, "f0", "c1" + POST],
    "05-half-a-head": [GOOD, "c0" + GET, "s0HTTP/1.1 200 OK\r\nContent-", "f0", "c0" + POST, "c1" + POST],
    "06-garbage": ["a0\x01\x02garbage@\r\n\r\n", GOOD, "c0" + GET, "c1" + POST, "c2" + POST],
    "07-never-answers": [GOOD, "c0" + GET, "t5", "c1" + GET, "t5", "t5", "c2" + POST, "t6"],
    "08-dies-in-a-length": ["b0HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n@@@", GOOD, "c0" + GET],
    "09-dies-in-a-chunk": ["b0" + chunks("@@@", last=False), GOOD, "c0" + GET],
    "09-resets-in-a-chunk": ["d0" + chunks("@@@", last=False), GOOD, "c0" + GET],
    "10-stalls": ["a0HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n@@@", GOOD, "c0" + GET, "t5", "t6"],
    "11-stale-get": BOTH_GOOD + ["c0" + GET, "c0" + GET, "f0", "f1", "c0" + GET, "a0", "c1" + GET, "e0"],
    "12-stale-post": BOTH_GOOD + ["c0" + GET, "c0" + GET, "a0", "c0" + POST, "f0", "c0" + POST],
    "13-length-and-chunked": [
        "a0HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n@@@\r\n0\r\n\r\n", GOOD, "c0" + GET],
    "14-two-lengths": ["a0HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n@@@@", GOOD, "c0" + GET],
    "15-octets-after-the-end": ["a0" + reply() + reply(), GOOD, "c0" + GET, "c1" + GET, "c0" + GET, "c1" + GET],
    "15-octets-later": BOTH_GOOD + ["c0" + GET, "s0" + reply(), "c1" + GET, "c2" + GET],
    "16-no-content-with-content": ["a0" + reply(status="204 No Content"), GOOD, "c0" + GET, "c1" + GET, "c0" + GET],
    "17-not-modified": ["a0HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", GOOD, "c0" + GET, "c0" + GET],
    "17-head": ["a0HTTP/1.1 200 OK\r\nContent-Length: 9\r\nX: @\r\n\r\n", GOOD, "c0" + request("HEAD"), "c0" + GET],
    "18-early-hints": ["a0HTTP/1.1 103 Early Hints\r\nLink: @\r\n\r\n" + reply(), GOOD, "c0" + GET,
                       "c1" + GET, "c2" + request(version="1.0")],
    "19-folded": ["a0HTTP/1.1 200 OK\r\nX: a\r\n @\r\nContent-Length: 3\r\n\r\n@@@", GOOD, "c0" + GET],
    "20-long-head": ["a0HTTP/1.1 200 OK\r\nX: " + "@" * 900 + "\r\nContent-Length: 3\r\n\r\n@@@", GOOD, "c0" + GET],
    "21-hop-by-hop": ["a0" + reply(fields="Connection: X-A\r\nX-A: 1\r\nKeep-Alive: 3\r\n"), GOOD,
                      "c0" + request(fields="Connection: X-B, keep-alive\r\nX-B: 1\r\nTE: trailers\r\nUpgrade: h2c\r\n"
                                            "X-Forwarded-For: 9.9.9.9\r\n")],
    "22-continue": [GOOD, "c0" + request("POST", fields="Expect: 100-continue\r\nContent-Length: 3\r\n"),
                    "s0HTTP/1.1 100 Continue\r\n\r\n", "c0abc", "s0" + reply()],
    "22-continue-1.0": [GOOD, "c0" + request("POST", "1.0", "Expect: 100-continue\r\nContent-Length: 3\r\n"),
                        "s0HTTP/1.1 100 Continue\r\n\r\n", "c0abc", "s0" + reply()],
    "23-all-down": ["L0", "L1", "c0" + GET, "c1" + POST, "c2" + GET, "t3"],
    "24-comes-back": ["L0", GOOD, "c0" + GET, "l0", "a0" + reply(), "t3", "c1" + GET, "c2" + GET],
    "25-client-leaves": ["c0" + GET, "s0HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n@", "m0@", "r0", "m0@", "m0@"],
    "26-slow-reader": ["p0", "c0" + GET, "s0HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n", "m0@", "m0@", "q0", "m0@"],
    "27-half-closes": ["c0" + GET, "h0", "s0" + reply()],
    "27-half-closes-early": ["c0" + POST[:-2], "h0", "c1" + GET[:9], "h1"],
    "28-drain": BOTH_GOOD + ["c0" + GET, "c1" + GET[:9], "a0", "a1", "c2" + POST, "g", "s0" + reply(), "s1" + reply(),
                             "c1" + GET[9:], "c0" + GET],
    "29-too-many": BOTH_GOOD + ["R0", "c0" + GET, "c1" + GET, "R2", "x2"],
    "31-killed-and-restarted": BOTH_GOOD + ["c0" + GET, "L0", "e0", "c0" + GET, "c0" + POST, "l0", "t3", "L1", "e1",
                                            "c0" + GET, "c1" + POST, "l1", "t3", "c0" + GET],
    "32-chunked-for-1.0": ["a0" + chunks("@@@", "@" * 20), GOOD, "c0" + request(version="1.0")],
    "32-cut-for-1.0": ["d0" + chunks("@@@", last=False), GOOD, "c0" + request(version="1.0")],
    "chunked-both-ways": ["a0" + chunks("@@@", "@@"), "a1" + chunks("@"), "c0" + chunked_post("abc", "de"),
                          "c0" + chunked_post("abc")],
    "content-in-pieces": BOTH_GOOD + ["a0", "c0" + chunked_post("abc", last=False), "c04\r\nab", "c0cd\r\n0\r\n\r\n",
                                      "s0" + reply()],
    "content-too-slow": [GOOD, "c0" + POST[:-1], "t7", "c1" + GET[:5], "t6"],
    "content-malformed": BOTH_GOOD + ["c0" + chunked_post("abc", last=False), "c0zz\r\n"],
    "content-malformed-in-a-reply": ["a0HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n@@@", GOOD,
                                     "c0" + chunked_post("abc", last=False), "c0zz\r\n"],
    "early-reply": ["a0" + reply(), GOOD, "c0" + POST[:-2], "c0bc" + GET],
    "much-content": ["c0" + request("POST", fields="Content-Length: 2900\r\n"), "n0x", "s0" + reply()],
    "pipelined": ["a0" + reply(), "a1" + chunks("@"), "c0" + GET + POST + request("HEAD") + GET, "c1" + GET * 5],
    "pieces-of-a-head": BOTH_GOOD + ["c0GET /@ HT", "c0TP/1.1\r\nHo", "c0st: h\r\n\r", "c0\n" + GET[:7], "t6"],
    "until-close": ["b0HTTP/1.1 200 OK\r\n\r\n@@@", "d1HTTP/1.1 200 OK\r\n\r\n@@@", "c0" + GET, "c1" + GET],
    "until-close-not-read": NOT_READ + ["t6", "t7"],
    "until-close-not-read-reset": NOT_READ + ["e0", "t7"],
    "until-close-not-read-drained": NOT_READ + ["g", "t6"],
    "chunked-for-1.0-not-read": ["p0", "c0" + request(version="1.0"), "s0" + chunks("@@@", last=False) + "fffff\r\n",
                                 "m0@", "m0@", "t7"],
    "bad-requests": BOTH_GOOD + ["c0GET / HTTP/1.1\r\n\r\n", "c1BREW / HTTP/1.1\r\nHost: h\r\n\r\n",
                                 "c2CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n", "c3GET /" + "a" * 300],
    "extensions-and-trailers": [
        "a0HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3 ; a=b\r\n@@@\r\n0;x\r\nHost: @\r\nX: 1\r\n\r\n", GOOD,
        "c0" + request("POST", fields="Transfer-Encoding: chunked\r\n") + "3 ;a = b\r\nabc\r\n00;c\r\nContent-Length: 9\r\n\r\n",
        "c0" + request("POST", fields="Transfer-Encoding: chunked\r\n") + "0\r\n" + "A:\r\n" * 20 + "\r\n", "c1" + GET],
    "other-codings": [
        "a0HTTP/1.1 200 OK\r\nTransfer-Encoding: foo, chunked\r\n\r\n3\r\n@@@\r\n0\r\n\r\n",
        "b1HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, foo\r\n\r\n@@@", "c0" + GET, "c0" + GET, "c1" + GET,
        "c1" + request(version="1.0"), "c2" + request(version="1.0"), "c3" + request("HEAD", "1.0")],
    "max-forwards": BOTH_GOOD + ["c0" + request("OPTIONS", fields="Max-Forwards: 0\r\n") +
                                 request("TRACE", fields="Max-Forwards: 3\r\n") + request("TRACE", fields="Max-Forwards: 0\r\n"),
                                 "c1OPTIONS http://h?@ HTTP/1.1\r\nHost: h\r\n\r\n",
                                 "c2GET https://h/@ HTTP/1.1\r\nHost: h\r\n\r\n" + GET],
    "empty-lines": BOTH_GOOD + ["c0" + POST + "\r\n", "t6", "c0\r\n" + GET + "\r\n\r", "h0", "c1\r", "c1\n\r\n", "t6",
                                "c1" + "\r\n" * 20 + GET + "\r", "t8"],
    "refused-heads": ["c0HEAD / HTTP/1.1\r\n\r\n", "c1" + request("HEAD", fields="Transfer-Encoding: chunked\r\n") + "x\r\n",
                      "c2HEAD / HT", "t6", "c3" + request("HEAD") + "HEAD  /"],
    "no-host": ["L0", GOOD, "c0GET /@ HTTP/1.0\r\n\r\n", "l0", "c1GET /@ HTTP/1.1\r\nHost:\r\n\r\n"],
    "status-without-a-space": ["a0HTTP/1.1 301\r\nContent-Length: 3\r\n\r\n@@@", GOOD, "c0" + GET, "c0" + GET],
    "unit-connection": ["o", "c0" + GET, "s0" + reply(), "c1" + GET, "s1" + reply(), "f1", "h0", "F0"],
    "unit-connection-refused": ["o", "L0", "c0" + GET, "s1" + reply(), "e1", "L1", "c1" + GET, "R2", "t6"],
}


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus" / "balancer"
    folder.mkdir(parents=True, exist_ok=True)
    for name, actions in SEEDS.items():
        (folder / name).write_bytes("\0".join(actions).encode("latin-1"))


if __name__ == "__main__":
    main()
