"""Who has an address, looked at from outside through every host's network: `vip-holders.py PAUSE_MS ADDRESS,… HOST=NAMESPACE_FILE…`.
Prints a line of JSON whenever that changes, and one at the end with how closely it looked. A host without a link holds nothing."""
import ctypes, fcntl, json, signal, socket, struct, sys, time

pause, addresses = int(sys.argv[1]) / 1000, sys.argv[2].split(',')
namespaces = dict(word.split('=', 1) for word in sys.argv[3:])
libc = ctypes.CDLL(None, use_errno=True)
SIOCGIFFLAGS, IFF_RUNNING = 0x8913, 0x40
going = True


def stop(*_):
    global going
    going = False


def held(file):
    try:
        with open(file) as namespace:
            if libc.setns(namespace.fileno(), 0x40000000) != 0:
                return []
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            flags = fcntl.ioctl(probe, SIOCGIFFLAGS, struct.pack('16sH14x', b'eth0', 0))
            if not struct.unpack_from('H', flags, 16)[0] & IFF_RUNNING:
                return []
        return [address for address in addresses if has(address)]
    except OSError:
        return []


def has(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
            return True
        except OSError:
            return False


def say(**line):
    print(json.dumps(line), flush=True)


signal.signal(signal.SIGTERM, stop)
before, samples, longest, last = None, 0, 0.0, time.monotonic()
while going:
    seen = {host: held(file) for host, file in namespaces.items()}
    holders = {address: [host for host, theirs in seen.items() if address in theirs] for address in addresses}
    now = time.monotonic()
    samples, longest, last = samples + 1, max(longest, now - last), now
    if holders != before:
        say(kind='holders', atMs=time.time() * 1000, holders=holders)
        before = holders
    time.sleep(pause)
say(kind='done', samples=samples, longestPauseMs=longest * 1000)
