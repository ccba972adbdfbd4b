import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ClusterStatus } from '@tamada/core/verdict';
import type { LabView } from '../../../scripts/lab/index.ts';

/** What `tamada status --watch` says that many times, from some terminals at once. */
export async function looks(lab: LabView, count: number, terminals: number): Promise<readonly ClusterStatus[]> {
  const each = Math.ceil(count / terminals);
  return (await Promise.all(Array.from({ length: terminals }, () => watch(lab, each)))).flat();
}

async function watch(lab: LabView, count: number): Promise<readonly ClusterStatus[]> {
  const { program, workspace } = lab.operator;
  const child = lab.spawnIn('ops', [program, '-C', workspace, 'status', '--watch', '--json'], ['ignore', 'pipe', 'inherit']);
  if (child.stdout === null) throw new Error('status --watch has no stdout');
  const ended = once(child, 'exit');
  const seen: ClusterStatus[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    seen.push(JSON.parse(line) as ClusterStatus);
    if (seen.length >= count) break;
  }
  child.kill('SIGTERM');
  await ended;
  if (seen.length < count) throw new Error(`status --watch ended after ${String(seen.length)} looks`);
  return seen;
}

/** Codes that deny what a cluster lives by. */
const denials: ReadonlySet<string> = new Set([
  'no_leader',
  'leader_not_running',
  'member_not_running',
  'patroni_not_running',
  'member_missing',
]);

/** What a look denies: that writes are taken, that there is a leader, that a member runs. */
export function denied({ health, findings, members }: ClusterStatus): readonly string[] {
  return [
    ...(health === 'down' ? ['down'] : []),
    ...findings.filter(({ code }) => denials.has(code)).map(({ message }) => message),
    ...members.filter(({ runs }) => runs === 'no').map(({ name, evidence }) => `${name} does not run: ${evidence.join('; ')}`),
  ];
}

/** How many looks had each health, and what was found how often, for the test's report. */
export function summary(all: readonly ClusterStatus[]): string {
  const counts = new Map<string, number>();
  const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const { health, findings } of all) {
    count(health);
    new Set(findings.map(({ code }) => code)).forEach(count);
  }
  return [...counts].map(([what, times]) => `${what} ${String(times)}`).join(', ');
}
