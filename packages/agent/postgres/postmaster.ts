import { readFile, stat } from 'node:fs/promises';
import { postmasterState, type NodeStatus } from '@tamada/core/view';
import { errnoOf } from '@tamada/runtime';

type PostmasterSaid = Extract<NonNullable<NodeStatus['postmaster']>, { answer: 'said' }>['said'];

const nobody: PostmasterSaid = { alive: false, state: null };

/** PostgreSQL's first process, by its pid file and the list of processes. Rejects where neither can be read. */
export async function postmasterStatus(dataDirectory: string, processes = '/proc'): Promise<PostmasterSaid> {
  const file = await readFile(`${dataDirectory}/postmaster.pid`, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw error;
  });
  if (file === null) return nobody;
  // miscadmin.h: the first line is the process, the eighth its state, padded.
  const [pid = '', , , , , , , state = ''] = file.split('\n').map((line) => line.trim());
  if (!/^\d+$/.test(pid) || !(await worksIn(`${processes}/${pid}/cwd`, dataDirectory))) return nobody;
  return { alive: true, state: state === '' ? null : postmasterState.read(state) };
}

/**
 * The last FATAL in what a server wrote, in its own words; null for none. Those who ask too early are told so in such lines, too: `passing`
 * ones do not count.
 */
export function lastFatal(log: string, passing = /starting up|not yet accepting/): string | null {
  const line = log.split('\n').findLast((one) => /\b(FATAL|PANIC):/.test(one) && !passing.test(one));
  return line?.replace(/^.*?\b(FATAL|PANIC):\s*/, '').trim() ?? null;
}

/** A postmaster works in its data directory; after a power loss the number may be another process's. */
async function worksIn(folder: string, dataDirectory: string): Promise<boolean> {
  try {
    const [its, wanted] = await Promise.all([stat(folder, { bigint: true }), stat(dataDirectory, { bigint: true })]);
    return its.ino === wanted.ino && its.dev === wanted.dev;
  } catch (error) {
    // ESRCH: it ended while we looked.
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ESRCH') return false;
    throw error;
  }
}
