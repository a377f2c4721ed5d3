import sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # keeps connections; so one write a reply: of two, the second waits 40 ms for an ACK
    def do_GET(self):
        kind, _, figure = self.path.removeprefix("/workload/").partition("/")
        if kind == "sleep":
            time.sleep(int(figure) / 1000)
        end = time.thread_time() + int(figure) / 1e6 if kind == "cpu" else 0
        while time.thread_time() < end:
            pass
        content = b"x" * int(figure) if kind == "bytes" else b"OK\n"
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(content), content))
ThreadingHTTPServer.request_queue_size = 4096  # backlog
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
