"""HAProxy of pg-a1-1 among stand-ins of PostgreSQL and Patroni; prints what a client sees, as one line of JSON."""
import json, os, resource, signal, socket, ssl, subprocess, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

nodes = {'pg-a1-1': '10.10.1.1', 'pg-a1-2': '10.10.1.2', 'pg-a2-1': '10.10.2.1', 'pg-a2-2': '10.10.2.2'}
leader, standby, replica, nobody = ['/primary'], ['/replica', '/sync'], ['/replica', '/async'], ['-']


def say(name, paths):
    with open(f'/tmp/{name}.new', 'w') as file:
        file.write(' '.join(paths))
    os.rename(f'/tmp/{name}.new', f'/tmp/{name}')


def patroni(name):
    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self):
            with open(f'/tmp/{name}.asked', 'a') as file:
                file.write('.')
            while 'hang' in open(f'/tmp/{name}').read():
                time.sleep(0.02)
            self.send_response_only(200 if self.path in open(f'/tmp/{name}').read().split() else 503)
            self.end_headers()

    class Server(ThreadingHTTPServer):
        request_queue_size = 5  # as Patroni's
        daemon_threads = True

        def handle_error(self, *_):
            pass

        # Both as Patroni's: the thread shakes hands, and says goodbye.
        def process_request_thread(self, request, address):
            try:
                request.do_handshake()
            except OSError:
                return super().shutdown_request(request)
            super().process_request_thread(request, address)

        def shutdown_request(self, request):
            try:
                request.unwrap()
            except (OSError, ValueError):
                pass
            super().shutdown_request(request)

    server, tls = Server((nodes[name], 8008), Handler), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(f'/tmp/{name}.crt', f'/tmp/{name}.key')
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.serve_forever()


def postgres(name):
    def serve(connection):
        try:
            connection.sendall(name.encode())
            while connection.recv(100):
                pass
        except OSError:
            pass
        connection.close()

    def accept(listener):
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    listener = socket.create_server((nodes[name], 5432), backlog=100)
    threading.Thread(target=accept, args=(listener,), daemon=True).start()


def connect(port):
    connection = socket.create_connection(('127.0.0.1', port), timeout=5)
    return connection, connection.recv(100).decode()


def ask(port):
    try:
        connection, name = connect(port)
        connection.close()
        return name or 'refused'
    except OSError:
        return 'refused'


def answers(port, seconds):
    end, seen = time.monotonic() + seconds, {}
    while time.monotonic() < end:
        name = ask(port)
        seen[name] = seen.get(name, 0) + 1
        time.sleep(0.01)
    return seen


def until(port, name):
    begin = time.monotonic()
    while time.monotonic() - begin < 15:
        if ask(port) == name:
            return time.monotonic() - begin
        time.sleep(0.02)


def cut(connection, within):
    begin = time.monotonic()
    connection.settimeout(within)
    try:
        connection.recv(100)
    except TimeoutError:
        return None
    except OSError:
        pass
    return time.monotonic() - begin


def asked(name):
    return os.path.getsize(f'/tmp/{name}.asked')


def threads(name, seconds):
    end, most = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        lines = open(f'/proc/{processes[name]}/status').read().splitlines()
        most = max(most, *(int(line.split()[1]) for line in lines if line.startswith('Threads:')))
        time.sleep(0.1)
    return most


def status(seconds, port=5557, line=b'GET /health'):
    try:
        with socket.create_connection(('127.0.0.1', port), timeout=seconds) as connection:
            connection.sendall(line + b' HTTP/1.0\r\n\r\n')
            return connection.recv(100).decode().split(' ')[1]
    except OSError:
        return None


resource.setrlimit(resource.RLIMIT_NOFILE, (20000, 20000))
threading.stack_size(128 * 1024)
seen = {}
for address in nodes.values():
    subprocess.run(['ip', 'address', 'add', f'{address}/32', 'dev', 'lo'], check=True)
for name, paths in zip(nodes, [leader, standby, standby, replica]):
    say(name, paths)
processes = {}
for name in nodes:
    processes[name] = os.fork()
    if processes[name] == 0:
        patroni(name)
for name in nodes:
    postgres(name)
os.makedirs('/run/haproxy', exist_ok=True)
time.sleep(0.5)
haproxy = subprocess.Popen(['haproxy', '-W', '-f', '/etc/haproxy/haproxy.cfg'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
until(5555, 'pg-a1-1')
seen['rw'], seen['ro'] = answers(5555, 1), answers(5556, 1)

seen['leader'] = [status(2, 5559, line) for line in (b'OPTIONS /primary', b'OPTIONS /async', b'POST /primary')]
before = {name: asked(name) for name in nodes}
time.sleep(4)
seen['asked'] = {name: (asked(name) - before[name]) / 4 for name in nodes}

connection, _ = connect(5555)
begin = time.monotonic()
say('pg-a1-1', nobody)
say('pg-a2-1', leader)
seen['cut'] = cut(connection, 10)
seen['remote'] = time.monotonic() - begin if until(5555, 'pg-a2-1') is not None else None
say('pg-a1-1', replica)
time.sleep(2)
seen['roLocal'] = answers(5556, 0.5)

say('pg-a2-1', nobody)
say('pg-a1-2', leader)
seen['neighbour'] = until(5555, 'pg-a1-2')
say('pg-a2-1', standby)

old, _ = connect(5555)
haproxy.send_signal(signal.SIGUSR2)
seen['reload'] = answers(5555, 2)
seen['afterReload'] = cut(old, 0.2)

connection, _ = connect(5555)
os.kill(processes['pg-a1-2'], signal.SIGSTOP)
seen['frozen'] = cut(connection, 12)
os.kill(processes['pg-a1-2'], signal.SIGCONT)
time.sleep(2)
say('pg-a1-2', nobody)
seen['thawed'] = cut(connection, 10)
seen['oldProcess'] = cut(old, 3)

say('pg-a2-1', leader)
until(5555, 'pg-a2-1')
before, connection = asked('pg-a2-1'), connect(5555)[0]
say('pg-a2-1', ['hang'])
seen['hanging'] = {'threads': threads('pg-a2-1', 20), 'asked': asked('pg-a2-1') - before, 'cut': cut(connection, 0.2) is not None}
say('pg-a2-1', leader)
until(5555, 'pg-a2-1')
flood = [socket.socket() for _ in range(5000)]
for connection in flood:
    connection.setblocking(False)
    connection.connect_ex(('127.0.0.1', 5555))
time.sleep(3)
seen['flooded'] = status(2)
for connection in flood:
    connection.close()

time.sleep(1)
say('pg-a2-1', ['hang'])
time.sleep(2)
subprocess.run(['ip', 'address', 'del', '10.10.2.1/32', 'dev', 'lo'], check=True)
os.kill(processes['pg-a2-1'], signal.SIGKILL)
time.sleep(16)
say('pg-a2-1', leader)
subprocess.run(['ip', 'address', 'add', '10.10.2.1/32', 'dev', 'lo'], check=True)
processes['pg-a2-1'] = os.fork()
if processes['pg-a2-1'] == 0:
    patroni('pg-a2-1')
seen['returned'] = until(5555, 'pg-a2-1')

for name in nodes:
    os.kill(processes[name], signal.SIGKILL)
haproxy.terminate()
haproxy.wait()
print(json.dumps(seen))
