"""Patroni on this host: its threads, and how many requests came since the last look. One JSON object a line, four a second."""
import ctypes, json, os, select, socket, struct, subprocess, sys, time

# Connection requests to port 8008 (SYN without ACK), as the kernel hands them over: no other packet wakes us.
code = [(0x28, 0, 0, 12), (0x15, 0, 8, 0x0800), (0x30, 0, 0, 23), (0x15, 0, 6, 6), (0xB1, 0, 0, 14), (0x48, 0, 0, 16), (0x15, 0, 3, 8008),
        (0x50, 0, 0, 27), (0x54, 0, 0, 0x12), (0x15, 1, 0, 2), (0x06, 0, 0, 0), (0x06, 0, 0, 96)]
program = ctypes.create_string_buffer(b''.join(struct.pack('HBBI', *line) for line in code))
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0003))
wire.setsockopt(socket.SOL_SOCKET, 26, struct.pack('HL', len(code), ctypes.addressof(program)))
wire.setblocking(False)


def main_pid():
    argv = ['systemctl', 'show', '--value', '--property=MainPID', 'patroni']
    return int(subprocess.run(argv, capture_output=True, text=True).stdout or 0)


def threads(pid):
    try:
        with open(f'/proc/{pid}/status') as file:
            return next(int(line.split()[1]) for line in file if line.startswith('Threads:'))
    except OSError:
        return 0


def asked(seconds):
    end, count = time.monotonic() + seconds, 0
    while (left := end - time.monotonic()) > 0:
        if not select.select([wire], [], [], left)[0]:
            continue
        try:
            _, (_, _, kind, *_) = wire.recvfrom(96)
        except OSError:
            continue
        # What goes out is seen a second time where it comes in.
        count += kind != 4
    return count


pid, looked = main_pid(), time.monotonic()
while True:
    count, now = asked(0.25), threads(pid)
    if now == 0 and time.monotonic() - looked > 1:
        pid, looked = main_pid(), time.monotonic()
    print(json.dumps({'atMs': int(time.time() * 1000), 'threads': now, 'asked': count}), flush=True)
