#!/usr/bin/python3
"""relay.py DEVICE MILLISECONDS LOSS_PERCENT

Takes every packet that is routed into the tun device, drops some, and hands each other one back after the delay.
"""
import fcntl
import os
import random
import select
import struct
import sys
import time
from collections import deque

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x0001 | 0x1000
LONGEST_QUEUE = 50_000

name, delay, loss = sys.argv[1], float(sys.argv[2]) / 1000, float(sys.argv[3]) / 100
tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN_NO_PI))
os.write(1, b"ready\n")

queue = deque()
while True:
    wait = max(0, queue[0][0] - time.monotonic()) if queue else None
    ready, _, _ = select.select([tun], [], [], wait)
    now = time.monotonic()
    if ready:
        for _ in range(256):
            try:
                packet = os.read(tun, 65536)
            except BlockingIOError:
                break
            if random.random() >= loss and len(queue) < LONGEST_QUEUE:
                queue.append((now + delay, packet))
    while queue and queue[0][0] <= now:
        try:
            os.write(tun, queue.popleft()[1])
        except OSError:
            pass
