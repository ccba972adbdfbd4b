import { readFile } from 'node:fs/promises';
import { TamadaError } from '@tamada/core/errors';
import type { PortProtocol, PortState } from '@tamada/core/preflight';
import type { CommandRunner } from '@tamada/runtime';

export interface PortQuestion {
  readonly port: number;
  readonly protocol: PortProtocol;
}

/** A socket that listens, with the process that holds it; `pid` 0 where the kernel itself does. */
export interface Listener extends PortQuestion {
  readonly process: string;
  readonly pid: number;
}

/** Who listens on the ports. `ours`: every holder belongs to one of our units. A protocol without ports is always free to share. */
export async function portStates(run: CommandRunner, questions: readonly PortQuestion[], units: readonly string[]): Promise<PortState[]> {
  const { stdout } = await run(['ss', '--no-header', '--listening', '--numeric', '--tcp', '--udp', '--processes'], { timeoutMs: 5000 });
  const listeners = readListeners(stdout);
  return Promise.all(questions.map((question) => portState(question, listeners, units)));
}

/** Ports of ours that the kernel may give to any program's outgoing connection: a bind then fails now and then. */
export function stolenPorts(range: string | null, reserved: string | null, questions: readonly PortQuestion[]): number[] {
  const [from = 0, to = 0] = (range ?? '').trim().split(/\s+/).map(Number);
  const kept = (reserved ?? '')
    .trim()
    .split(',')
    .map((part) => part.split('-').map(Number));
  const isKept = (port: number): boolean => kept.some(([first = 0, last = first]) => port >= first && port <= last);
  const own = questions.filter(({ protocol }) => protocol !== 'vrrp').map(({ port }) => port);
  return [...new Set(own)].filter((port) => port >= from && port <= to && !isKept(port));
}

async function portState(question: PortQuestion, listeners: readonly Listener[], units: readonly string[]): Promise<PortState> {
  const { port, protocol } = question;
  const holders = listeners.filter((listener) => listener.port === port && listener.protocol === protocol);
  if (holders.length === 0) return { port, protocol, state: 'free', holder: '' };
  const ours = await Promise.all(holders.map(async ({ pid }) => units.includes(await unitOf(pid))));
  return { port, protocol, state: ours.every(Boolean) ? 'ours' : 'taken', holder: holders[0]?.process ?? '' };
}

/** `tcp LISTEN 0 4096 127.0.0.1:8500 0.0.0.0:* users:(("consul",pid=12,fd=3))`: one listener per process of a line. */
export function readListeners(lines: string): readonly Listener[] {
  return lines.split('\n').flatMap((line) => {
    const [protocol, , , , local] = line.trim().split(/\s+/);
    if ((protocol !== 'tcp' && protocol !== 'udp') || local === undefined) return [];
    const socket = { protocol, port: Number(local.slice(local.lastIndexOf(':') + 1)) } as const;
    const holders = [...line.matchAll(/\("([^"]*)",pid=(\d+),/g)];
    if (holders.length === 0) return [{ ...socket, process: '', pid: 0 }];
    return holders.map(([, process = '', pid = '0']) => ({ ...socket, process, pid: Number(pid) }));
  });
}

async function unitOf(pid: number): Promise<string> {
  return readUnit(await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => ''));
}

/** The innermost service in a process's control groups; empty where it is in none. */
export function readUnit(cgroups: string): string {
  return /.*\/([^/\n]+\.service)(?:\/|$)/m.exec(cgroups)?.[1] ?? '';
}

interface Written {
  readonly port: number;
  readonly protocol: string;
}

/** A port as the contract writes it, checked. */
export function readPortQuestion({ port, protocol }: Written): PortQuestion {
  if ((protocol === 'tcp' || protocol === 'udp') && port > 0 && port < 65_536) return { port, protocol };
  if (protocol === 'vrrp' && port === 0) return { port, protocol };
  const next = 'name tcp or udp and 1 to 65535, or vrrp and 0';
  throw new TamadaError({ code: 'usage', problem: `${protocol} ${port} is not a port`, next });
}
