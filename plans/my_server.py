import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # keeps connections
    wbufsize = -1  # head and content leave together
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"OK\n")
    def log_request(self, *_):
        pass
ThreadingHTTPServer.request_queue_size = 4096  # backlog
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
