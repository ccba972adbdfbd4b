import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LabPaths } from './paths.ts';
import type { Datacenter, Host } from './addresses.ts';
import { LabError } from './lab-error.ts';
import type { Cut, Delay } from './network/rules.ts';
import type { ProcessIdentity } from './process/identity.ts';

/** What every part of the lab is handed. */
export interface LabContext {
  readonly paths: LabPaths;
  readonly state: StateStore;
  readonly log: (line: string) => void;
  /** Aborted when the person interrupts. */
  readonly signal: AbortSignal;
}

export interface Relay extends Delay {
  readonly process: ProcessIdentity;
}

/** What stands, as the commands of the lab share it. */
export interface LabState {
  readonly version: 1;
  /** `changing` while trees are taken apart: who finds it alone finds a lab that broke. */
  readonly phase: 'starting' | 'up' | 'changing';
  readonly since: string;
  readonly base: BaseTree;
  /** The checkpoint that the hosts stand on. */
  readonly from: string | null;
  /** Each host that is on, by the process that started it. */
  readonly hosts: Readonly<Partial<Record<Host, ProcessIdentity>>>;
  readonly cuts: readonly Cut[];
  readonly relays: Readonly<Partial<Record<Datacenter, Relay>>>;
}

export interface BaseTree {
  readonly key: string;
  readonly root: string;
}

/** Whoever holds the lab's lock writes through one of these. */
export interface StateStore {
  readonly read: () => LabState | null;
  /** The state of a lab that is up; an error where it is not. */
  readonly require: () => LabState;
  readonly write: (state: LabState) => void;
  readonly update: (change: (state: LabState) => Partial<LabState>) => void;
  readonly clear: () => void;
}

export function stateStore(paths: LabPaths): StateStore {
  const read = (): LabState | null => {
    try {
      return JSON.parse(readFileSync(paths.state, 'utf8')) as LabState;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };
  const requireUp = (): LabState => {
    const state = read();
    if (state?.phase === 'up') return state;
    if (!state) throw new LabError('is-down', 'The lab is down', 'npm run lab -- up');
    throw new LabError(
      'is-down',
      `The lab is ${state.phase}`,
      'Wait for the command that changes it; if that command broke: npm run lab -- down',
    );
  };
  const write = (state: LabState): void => {
    mkdirSync(dirname(paths.state), { recursive: true });
    writeFileSync(`${paths.state}.new`, `${JSON.stringify(state, null, 2)}\n`);
    renameSync(`${paths.state}.new`, paths.state);
  };
  return {
    read,
    require: requireUp,
    write,
    update: (change) => {
      const state = read();
      if (!state) throw new LabError('is-down', 'The lab is down', 'npm run lab -- up');
      write({ ...state, ...change(state) });
    },
    clear: () => {
      rmSync(paths.state, { force: true });
    },
  };
}
