import { readFile } from 'node:fs/promises';
import type { JobProcess } from '@tamada/core/jobs';

const bootId = '/proc/sys/kernel/random/boot_id';

/** The host's present boot, as its first process sees it: a unit that protects /proc/sys may see another one there, as in a container. */
export async function hostBoot(): Promise<string> {
  const text = await readFile(`/proc/1/root${bootId}`, 'utf8').catch(() => readFile(bootId, 'utf8'));
  return text.trim();
}

/** This process, so that it can be told from another one that gets its number later. */
export async function thisProcess(): Promise<JobProcess> {
  return { pid: process.pid, startTicks: (await startTicks(process.pid)) ?? '', boot: await hostBoot() };
}

/** Whether it still runs. */
export async function isAlive(known: JobProcess): Promise<boolean> {
  return known.boot === (await hostBoot()) && (await startTicks(known.pid)) === known.startTicks;
}

/** When the kernel began it (proc(5), field 22); null where there is no such process, or only what is left of it. */
async function startTicks(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The second field is a name in brackets and may hold anything.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? null : (fields[18] ?? null);
}
