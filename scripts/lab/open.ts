import { join } from 'node:path';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import type { Datacenter, Host, Place, Segment } from './addresses.ts';
import { clear } from './clear.ts';
import { type LabContext, stateStore } from './state.ts';
import { boot, freeze, kill, reboot, stop, thaw } from './host/power.ts';
import { exec, type ExecOptions, spawnIn } from './inside.ts';
import { installArchiveForOperator, installOnHosts, pushFile, type Enrollments } from './install.ts';
import { LabError } from './lab-error.ts';
import { cut, delay, heal } from './network/faults.ts';
import { type LabPaths, labPaths, operatorPaths, type OperatorPaths, treePaths } from './paths.ts';
import { acquireLock, thisProcess } from './process/lock.ts';
import type { ProgramResult } from '../program.ts';
import { checkpoint, type CheckpointRequest, forget, prune, restore } from './rewind.ts';
import { labStatus, type LabStatus } from './status.ts';
import { up, type UpOptions } from './up.ts';

export interface OpenOptions {
  /** Said to others while we hold the lock. */
  readonly command?: string;
  /** TAMADA_LAB_NAME, or `tamada`: with a name and a folder of its own, a second lab stands beside the first. */
  readonly name?: string;
  /** TAMADA_LAB_DIR, or `.lab` of the repository. */
  readonly directory?: string;
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** What anybody may do with a lab, also while somebody else holds its lock. */
export interface LabView {
  readonly paths: LabPaths;
  readonly operator: OperatorPaths;
  readonly status: () => LabStatus;
  readonly exec: (place: Place, argv: readonly string[], options?: ExecOptions) => Promise<ProgramResult>;
  readonly spawnIn: (place: Place, argv: readonly string[], stdio?: StdioOptions) => ChildProcess;
  /** A host's files, as this machine sees them, whether the host is on or off. */
  readonly fileOf: (host: Host, path: string) => string;
  readonly pushFile: (host: Host, file: string, target: string) => Promise<void>;
}

/** The levers, for the one holder of the lock. */
export interface Lab extends LabView {
  readonly up: (options?: UpOptions) => Promise<void>;
  readonly down: () => Promise<void>;
  readonly kill: (host: Host) => Promise<void>;
  readonly boot: (host: Host) => Promise<void>;
  /** A clean power-off. */
  readonly stop: (host: Host) => Promise<void>;
  readonly reboot: (host: Host) => Promise<void>;
  readonly freeze: (host: Host) => Promise<void>;
  readonly thaw: (host: Host) => Promise<void>;
  readonly cut: (segment: Segment, other?: Segment) => Promise<void>;
  readonly heal: () => Promise<void>;
  readonly delay: (datacenter: Datacenter, milliseconds: number, lossPercent?: number) => Promise<void>;
  readonly checkpoint: (request: CheckpointRequest) => Promise<void>;
  readonly restore: (name: string) => Promise<void>;
  /** Removes a checkpoint and those on it; their names. */
  readonly forget: (name: string) => Promise<readonly string[]>;
  /** Removes the checkpoints whose key is not fresh, and those on them; their names. */
  readonly prune: (isFresh: (key: string) => boolean) => Promise<readonly string[]>;
  readonly installArchiveForOperator: (archive: string) => Promise<void>;
  readonly installOnHosts: (archive: string, enrollments: Enrollments) => Promise<void>;
  /** Gives the lock back. The lab stays as it is. */
  readonly close: () => Promise<void>;
}

export function viewLab(options: OpenOptions = {}): LabView {
  return viewOf(contextOf(options));
}

/** Takes the lab's lock, which nobody else gets until `close` or this process's end. */
export async function openLab(options: OpenOptions = {}): Promise<Lab> {
  if (process.getuid?.() !== 0) throw new LabError('not-root', 'The lab needs root', 'Run the command again as root');
  const context = contextOf(options);
  const { runtime, name, directory } = context.paths;
  const holder = thisProcess(options.command ?? 'a program', directory);
  const lock = await acquireLock({ file: join(runtime, `${name}.lock`), holder, wait: false });
  return {
    ...viewOf(context),
    up: (request = {}) => up(context, request),
    down: () => clear(context),
    kill: (host) => kill(context, host),
    boot: (host) => boot(context, host),
    stop: (host) => stop(context, host),
    reboot: (host) => reboot(context, host),
    freeze: (host) => freeze(context, host),
    thaw: (host) => thaw(context, host),
    cut: (segment, other) => cut(context, segment, other),
    heal: () => heal(context),
    delay: (datacenter, milliseconds, lossPercent = 0) => delay(context, datacenter, { milliseconds, lossPercent }),
    checkpoint: (request) => checkpoint(context, request),
    restore: (checkpointName) => restore(context, checkpointName),
    forget: (checkpointName) => forget(context, checkpointName),
    prune: (isFresh) => prune(context, isFresh),
    installArchiveForOperator: (archive) => installArchiveForOperator(context, archive),
    installOnHosts: (archive, enrollments) => installOnHosts(context, archive, enrollments),
    close: () => lock.release(),
  };
}

function viewOf(context: LabContext): LabView {
  return {
    paths: context.paths,
    operator: operatorPaths(context.paths),
    status: () => labStatus(context),
    exec: (place, argv, options) => exec(context, place, argv, options),
    spawnIn: (place, argv, stdio) => spawnIn(context, place, argv, stdio),
    fileOf: (host, path) => join(treePaths(context.paths, host).root, path),
    pushFile: (host, file, target) => pushFile(context, host, file, target),
  };
}

function contextOf({ name, directory, log = () => undefined, signal = new AbortController().signal }: OpenOptions): LabContext {
  const paths = labPaths(process.env, { name, directory });
  return { paths, state: stateStore(paths), log, signal };
}
