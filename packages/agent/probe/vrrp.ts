import { spawn } from 'node:child_process';
import type { CommandRunner } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';

/** What probes use of the host. */
export interface ProbeTools {
  /** The node's own address, from which it probes. */
  readonly address: string;
  /** Our program that speaks IP protocol 112. */
  readonly vrrpProgram: string;
  readonly run: CommandRunner;
}

export function probeTools({ config, paths, run }: Pick<AgentContext, 'config' | 'paths' | 'run'>): ProbeTools {
  return { address: config.address, vrrpProgram: paths.at('/opt/tamada/current/bin/tamada-vrrp-probe'), run };
}

/** Answers probes of IP protocol 112 until it is closed; rejects where that cannot be. */
export function answerVrrp(address: string, program: string): Promise<{ readonly close: () => Promise<void> }> {
  // It ends with its stdin, also when we crash.
  const child = spawn(program, ['answer', address], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => undefined);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const close = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${program}: ${error.message}`)));
    child.once('close', () => reject(new Error(`IP protocol 112 cannot be opened: ${said.trim()}`)));
    child.stdout.once('data', () => resolve({ close }));
  });
}

/** Round trip in milliseconds of a datagram of IP protocol 112. */
export async function askVrrp(peer: string, timeoutMs: number, { address, vrrpProgram, run }: ProbeTools): Promise<number> {
  const { code, stdout, stderr } = await run([vrrpProgram, 'ask', address, peer, String(timeoutMs)], { timeoutMs: timeoutMs + 1000 });
  if (code === 0) return Number(stdout);
  throw new Error(stderr.trim() === '' ? 'tamada-vrrp-probe ended without a message' : stderr.trim());
}
