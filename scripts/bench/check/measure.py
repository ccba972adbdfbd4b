"""measure.py ROUNDS PROGRAMS: runs programs in turn, and writes [wall, CPU] in milliseconds for each run of each as JSON.

PROGRAMS is JSON: a list of argument lists. CPU is that of the whole process and of what it waited for; Node cannot tell it of one child.
"""
import json, os, sys, time

rounds, programs = int(sys.argv[1]), json.loads(sys.argv[2])
nowhere = os.open(os.devnull, os.O_RDWR)
streams = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)]
environment = {'PATH': '/usr/bin:/bin'}


def run(program):
    started = time.perf_counter()
    _, status, usage = os.wait4(os.posix_spawn(program[0], program, environment, file_actions=streams), 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f'{program} ended with {os.waitstatus_to_exitcode(status)}, expected a yes')
    return [wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000]


runs = [[] for _ in programs]
for number in range(-3, rounds):
    for program, results in zip(programs, runs):
        result = run(program)
        if number >= 0:
            results.append(result)
json.dump(runs, sys.stdout)
