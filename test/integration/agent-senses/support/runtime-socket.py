"""HAProxy of pg-a1-1 whose neighbour says that it leads; prints what the runtime socket tells after each command, as one line of JSON."""
import json, os, re, signal, socket, ssl, subprocess, sys, threading, time
from http.server import BaseHTTPRequestHandler, HTTPServer

questions = sys.argv[1]
leads = threading.Event()


class Leader(BaseHTTPRequestHandler):
    def do_OPTIONS(self):
        self.send_response_only(200 if self.path == '/primary' and leads.is_set() else 503)
        self.end_headers()

    def log_message(self, *_):
        pass


def ask(commands):
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(5)
        peer.connect('/run/haproxy/tamada.sock')
        peer.sendall(f'{commands}\n'.encode())
        parts = []
        while part := peer.recv(65536):
            parts.append(part)
    return b''.join(parts).decode()


def until(what, holds, again=lambda: None):
    for tenth in range(200):
        if tenth % 20 == 0:
            again()
        try:
            if holds(answer := ask(questions)):
                return answer
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f'{what}: that did not come')


def status(answer, frontend):
    return next((line.split(',')[17] for line in answer.split('\n') if line.startswith(f'{frontend},FRONTEND,')), '')


def connects(port):
    try:
        socket.create_connection(('127.0.0.1', port), timeout=5).close()
        return True
    except (ConnectionRefusedError, ConnectionResetError):
        return False


def look(name, command=None):
    if command is not None:
        ask(command)
    seen[name] = {'answer': ask(questions), 'rw': connects(5555)}


def reload(name):
    def fresh(answer):
        return status(answer, 'rw') == 'OPEN' and ',10.9.9.9:' not in answer and connects(5555)

    # A signal that comes while the last reload ends is lost.
    until(name, fresh, lambda: haproxy.send_signal(signal.SIGUSR2))
    look(name)


seen = {}
subprocess.run(['ip', 'address', 'add', '10.10.1.2/32', 'dev', 'lo'], check=True)
patroni, tls = HTTPServer(('10.10.1.2', 8008), Leader), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
tls.load_cert_chain('/tmp/pg-a1-2.crt', '/tmp/pg-a1-2.key')
patroni.socket = tls.wrap_socket(patroni.socket, server_side=True)
threading.Thread(target=patroni.serve_forever, daemon=True).start()
os.makedirs('/run/haproxy', exist_ok=True)
haproxy = subprocess.Popen(['haproxy', '-W', '-f', '/etc/haproxy/haproxy.cfg'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
# A fresh HAProxy counts every server as up.
until('down', lambda answer: re.search('^rw,pg-a1-2,.*,DOWN,', answer, re.M))
leads.set()
seen['counting'] = {'answer': until('counting', lambda answer: re.search('^rw,pg-a1-2,.*,DOWN [0-9]+/', answer, re.M)), 'rw': True}
look('disabled', 'disable frontend rw')
reload('reloaded')
look('address', 'set server rw/pg-a2-1 addr 10.9.9.9 port 6000;set server rw/pg-a2-2 check-addr 10.9.9.9')
look('full', 'set maxconn frontend ro 0')
look('shut down', 'shutdown frontend rw')
reload('reloaded again')
haproxy.terminate()
haproxy.wait()
print(json.dumps(seen))
