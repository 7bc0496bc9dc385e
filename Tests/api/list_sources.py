# SPDX-License-Identifier: Apache-2.0
"""A web server of lists: good ones, and such as a hostile or broken server would give."""
import http.server
import threading
import time

# Seconds: longer than an answer waits, shorter than a list may take.
SLOW = 7


class Lists(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # What /changing says.
    changing = b"198.51.100.1\n"

    def do_GET(self):
        self.server.asked.append(self.path)
        act = getattr(self, "say_" + self.path.strip("/").split(".")[0].replace("-", "_"), None)
        try:
            act() if act else self.say(b"not here", status=404)
        except OSError:
            # Whoever asked waits no longer.
            self.close_connection = True

    def say(self, body, status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def say_good(self):
        self.say(b"# ours\n198.51.100.7\n203.0.113.0/24\nbad.example.com\n")

    def say_changing(self):
        self.say(self.server.changing)

    def say_otx(self):
        self.say(b"Indicator type,Indicator,Description\nIPv4,198.51.100.7,example\nDomain name,bad.example.com,x\n")

    def say_alien_vault(self):
        self.say(b"198.51.100.7#4#2#Scanning Host#IN#Gurgaon#28.4666996002,77.0333023071#3\n")

    def say_proof_point(self):
        self.say(b"ip, category, score, first_seen, last_seen, ports (|)\n"
                 b"198.51.100.7, 1, 100, 2000-01-01, 2000-01-01, 80\n")

    def say_page(self):
        self.say(b"<!doctype html>\n<title>Sign in</title>\n<p>Please sign in to go on.</p>\n")

    def say_torn(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"198.51.100.7\n")
        self.close_connection = True

    def say_announced(self):
        self.send_response(200)
        self.send_header("Content-Length", str(36 << 20))
        self.end_headers()
        self.close_connection = True

    def say_endless(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        piece = b"10000\r\n" + b"198.51.100.7\n" * 5041 + b"\n" * 3 + b"\r\n"
        for _ in range(1024):
            self.wfile.write(piece)
        self.close_connection = True

    def say_packed(self):
        self.say(b"x" * 100, Content_Encoding="gzip")

    def say_slow(self):
        time.sleep(SLOW)
        self.say_good()

    def say_circle(self):
        self.say(b"", status=302, Location="/circle")

    def say_moved(self):
        self.say(b"", status=301, Location="/good")

    def say_many(self):
        self.say(b"".join(b"52.%d.%d.1\n" % (i // 250, i % 250) for i in range(2001)))

    def log_message(self, *_):
        pass


class ListServer:
    """The server on a free port of this machine, for as long as the block runs."""

    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Lists)
        self.server.daemon_threads = True
        self.server.asked = []
        self.server.changing = Lists.changing
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def url(self, name):
        return f"http://127.0.0.1:{self.server.server_address[1]}/{name}"
