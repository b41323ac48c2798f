"""Words of a request's body, by jieba: what newsstat is measured beside. Prints its port."""

import http.server
import logging

import jieba

jieba.setLogLevel(logging.ERROR)
jieba.initialize()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", "replace")
        words = " ".join(jieba.cut(body)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
