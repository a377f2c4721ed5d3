#!/usr/bin/env python3
"""Drives a headless Chromium through steps, by its DevTools protocol over a pipe.

    browser_steps.py CHROMIUM FOLDER STEP...

FOLDER takes the browser's profile. A STEP is a verb and its argument in one word of the shell:

    "open URL"              opens a page and waits until it has loaded
    "size 360x800"          the window's size in CSS pixels
    "media print"           the medium that style sheets see: print or screen
    "scheme dark"           what the reader prefers: dark or light
    "run EXPRESSION"        prints the value of a JavaScript expression as one line of JSON; not subject to the page's policy
    "load FILE"             runs a script, prints nothing
    "key Enter"             presses Enter, Space or Tab
    "screenshot FILE"       the window as PNG; "picture FILE" the whole page
    "pdf FILE"              the page as printed

The last two lines are "requests [...]", each address that the page asked for beside those that were opened, and
"console [...]", whatever the browser had to say: errors, warnings, violations of the page's policy, exceptions.

Exit status: 0 every step was done, 1 one of them was not, 2 wrong arguments.
"""

import base64
import fcntl
import json
import os
import pathlib
import select
import signal
import subprocess
import sys
import time

PATIENCE_S = 60  # for one answer
# Those of every browser of the tests, and the pipe.
OPTIONS = ["--remote-debugging-pipe"] + pathlib.Path(__file__).with_name("browser_options.txt").read_text().split()
KEYS = {"Enter": (13, "\r"), "Space": (32, " "), "Tab": (9, "")}


class Failed(Exception):
    pass


class Browser:
    """A Chromium that takes messages on its descriptor 3 and answers on 4, each ended by a NUL."""

    def __init__(self, program, folder):
        to_read, self.out = os.pipe()
        self.into, to_write = os.pipe()
        # Above what the child's own descriptors will be, so that neither is overwritten by the other.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_read, to_write)]

        def place():
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [program, *OPTIONS, f"--user-data-dir={folder}/profile", "about:blank"],
            pass_fds=(3, 4, *ends), preexec_fn=place, start_new_session=True, env={**os.environ, "HOME": str(folder)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for end in (to_read, to_write, *ends):
            os.close(end)
        self.unread = b""
        self.last_id = 0
        self.session = None
        self.opened = []
        self.requests = []
        self.console = []

    def close(self):
        try:
            self.call("Browser.close")
            self.process.wait(timeout=10)
        except (Failed, OSError, subprocess.TimeoutExpired):
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)  # a group of our own
        except ProcessLookupError:
            pass
        self.process.wait()

    def receive(self, deadline):
        while b"\0" not in self.unread:
            readable, _, _ = select.select([self.into], [], [], max(0, deadline - time.monotonic()))
            if not readable:
                raise Failed(f"no answer within {PATIENCE_S} s")
            bytes = os.read(self.into, 1 << 16)
            if not bytes:
                raise Failed("the browser has ended")
            self.unread += bytes
        message, self.unread = self.unread.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.last_id += 1
        message = {"id": self.last_id, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        return self.wait(lambda answer: answer.get("id") == self.last_id, method).get("result", {})

    def wait(self, wanted, what):
        deadline = time.monotonic() + PATIENCE_S
        while True:
            message = self.receive(deadline)
            self.note(message)
            if wanted(message):
                if "error" in message:
                    raise Failed(f"{what}: {message['error'].get('message')}")
                return message

    def note(self, message):
        event, values = message.get("method"), message.get("params", {})
        if event == "Network.requestWillBeSent":
            url = values["request"]["url"]
            if url not in self.opened and not url.startswith("data:"):
                self.requests.append(url)
        elif event == "Log.entryAdded":
            self.console.append(values["entry"]["text"])
        elif event == "Runtime.consoleAPICalled":
            self.console.append(" ".join(str(value.get("value", value.get("description"))) for value in values["args"]))
        elif event == "Runtime.exceptionThrown":
            details = values["exceptionDetails"]
            self.console.append(details.get("exception", {}).get("description", details["text"]))

    def attach(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def open(self, url):
        self.opened.append(url)
        answer = self.call("Page.navigate", url=url)
        if "errorText" in answer:
            raise Failed(f"{url}: {answer['errorText']}")
        deadline = time.monotonic() + PATIENCE_S
        while self.evaluate("document.readyState") != "complete":
            if time.monotonic() > deadline:
                raise Failed(f"{url}: not loaded within {PATIENCE_S} s")
            time.sleep(0.02)

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Failed(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def size(self, text):
        width, height = map(int, text.split("x"))
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def press(self, key):
        code, text = KEYS[key]
        name = " " if key == "Space" else key
        values = {"key": name, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **values)
        self.call("Input.dispatchKeyEvent", type="keyUp", **values)

    def save(self, file, answer):
        pathlib.Path(file).write_bytes(base64.b64decode(answer["data"]))


def do(browser, step):
    verb, _, argument = step.partition(" ")
    if verb == "open":
        browser.open(argument)
    elif verb == "size":
        browser.size(argument)
    elif verb == "media":
        browser.call("Emulation.setEmulatedMedia", media=argument)
    elif verb == "scheme":
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": argument}])
    elif verb == "run":
        print(json.dumps(browser.evaluate(argument), ensure_ascii=False, separators=(",", ":")))
    elif verb == "load":
        browser.evaluate(pathlib.Path(argument).read_text())
    elif verb == "key":
        browser.press(argument)
    elif verb == "screenshot":
        browser.save(argument, browser.call("Page.captureScreenshot"))
    elif verb == "picture":
        browser.save(argument, browser.call("Page.captureScreenshot", captureBeyondViewport=True))
    elif verb == "pdf":
        browser.save(argument, browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False))
    else:
        raise Failed(f"there is no step '{verb}'")


def main():
    if len(sys.argv) < 4:
        print(__doc__, file=sys.stderr)
        return 2
    browser = Browser(sys.argv[1], sys.argv[2])
    try:
        browser.attach()
        for step in sys.argv[3:]:
            do(browser, step)
        browser.evaluate("new Promise(done => setTimeout(done, 200))")  # what comes late is heard, too
    except (Failed, OSError, ValueError, KeyError) as error:
        print(f"browser_steps: {error}", file=sys.stderr)
        return 1
    finally:
        browser.close()
    print("requests", json.dumps(browser.requests))
    print("console", json.dumps(browser.console, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
