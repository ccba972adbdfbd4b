import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import {
  describeJob,
  hasEnded,
  jobIdPattern,
  jobProcessSchema,
  jobSpecSchema,
  jobStateSchema,
  type JobProcess,
  type JobSpec,
  type JobState,
} from '@tamada/core/jobs';
import { readOptional, writeFileAtomic, type Clock } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';
import { isAlive } from './process.ts';

/** A folder for each job: its order, its state, who works on it. Written by one process at a time, read by anybody. */
export interface JobStore {
  readonly create: (spec: JobSpec, askedBy: string) => Promise<JobState>;
  readonly spec: (id: string) => Promise<JobSpec>;
  /** As it is now; `usage` where there is no such job. One whose process is gone without a word is `lost`. */
  readonly read: (id: string) => Promise<JobState>;
  readonly process: (id: string) => Promise<JobProcess | null>;
  readonly begin: (id: string, process: JobProcess) => Promise<void>;
  readonly write: (state: JobState) => Promise<void>;
  /** Newest first. */
  readonly list: (most?: number) => Promise<readonly JobState[]>;
  /** Removes the oldest of those that have ended, with what they made. */
  readonly prune: () => Promise<void>;
}

const keptEnded = 100;
/** systemd starts the process at once; a host that is out of processors takes its time. */
const startMs = 60_000;

export function makeJobStore({ jobs: folder }: Pick<AgentPaths, 'jobs'>, clock: Clock): JobStore {
  const place = (id: string, file: string): string => join(folder, id, file);
  const save = (id: string, file: string, content: unknown): Promise<void> =>
    writeFileAtomic(place(id, file), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });

  async function load<T>(id: string, file: string, parse: (value: unknown) => T): Promise<T> {
    const text = jobIdPattern.test(id) ? await readOptional(place(id, file)) : null;
    if (text === null) throw new TamadaError({ code: 'usage', problem: `there is no job ${id} here`, next: 'see `tamada job list`' });
    try {
      return parse(JSON.parse(text));
    } catch {
      const problem = 'it is not what the agent wrote';
      throw new TamadaError({ code: 'state_broken', file: place(id, file), problem, next: `move ${join(folder, id)} away` });
    }
  }

  const processOf = async (id: string): Promise<JobProcess | null> => {
    const text = await readOptional(place(id, 'process.json'));
    return text === null ? null : jobProcessSchema.parse(JSON.parse(text));
  };

  async function read(id: string): Promise<JobState> {
    const state = await load(id, 'state.json', (value) => jobStateSchema.parse(value));
    if (hasEnded(state)) return state;
    const process = await processOf(id);
    if (process === null ? clock.now() - state.askedAtMs < startMs : await isAlive(process)) return state;
    // It may have written its last word between the two looks.
    const last = await load(id, 'state.json', (value) => jobStateSchema.parse(value));
    if (hasEnded(last)) return last;
    const problem =
      process === null ? 'its process never came up' : 'its process is gone and left no word: it was killed, or the host went down';
    return { ...last, state: 'lost', doing: '', percent: null, failure: { code: 'cancelled', problem, next: 'start it again' } };
  }

  async function ids(): Promise<readonly string[]> {
    const names = await readdir(folder).catch(() => [] as string[]);
    return names
      .filter((name) => jobIdPattern.test(name))
      .toSorted()
      .toReversed();
  }

  async function list(most = Infinity): Promise<readonly JobState[]> {
    const found: JobState[] = [];
    for (const id of await ids()) {
      if (found.length >= most) break;
      // One that cannot be read, or that is being made or removed, must not hide the others.
      const state = await read(id).catch(() => null);
      if (state !== null) found.push(state);
    }
    return found.toSorted((one, other) => other.askedAtMs - one.askedAtMs);
  }

  return {
    async create(spec, askedBy) {
      const askedAtMs = clock.now();
      const [day = '', time = ''] = new Date(askedAtMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
      const id = `${day}-${time}-${spec.kind}-${randomBytes(2).toString('hex')}`;
      const state: JobState = {
        id,
        kind: spec.kind,
        state: 'queued',
        subject: describeJob(spec),
        askedBy,
        askedAtMs,
        startedAtMs: null,
        endedAtMs: null,
        percent: null,
        doing: '',
        notes: [],
        failure: null,
        done: null,
      };
      await mkdir(join(folder, id), { recursive: true, mode: 0o700 });
      await save(id, 'spec.json', spec);
      await save(id, 'state.json', state);
      return state;
    },
    spec: (id) => load(id, 'spec.json', (value) => jobSpecSchema.parse(value)),
    read,
    process: processOf,
    begin: (id, process) => save(id, 'process.json', process),
    write: (state) => save(state.id, 'state.json', state),
    list,
    async prune() {
      const ended = (await list()).filter(hasEnded);
      for (const { id, done } of ended.slice(keptEnded)) {
        if (done?.dump != null) await rm(done.dump.path, { force: true });
        await rm(join(folder, id), { recursive: true, force: true });
      }
    },
  };
}
