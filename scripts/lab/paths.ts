import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { repository } from '../repository.ts';
import type { Datacenter, Host, Place } from './addresses.ts';
import { LabError } from './lab-error.ts';

/** The layered file trees of a lab: one a host, and the operator's. */
export interface TreePaths {
  readonly upper: string;
  readonly work: string;
  /** Where the layers are mounted as one tree. */
  readonly root: string;
}

export interface LabPaths {
  /** Names the namespaces and control groups, so that two labs can stand on one machine. */
  readonly name: string;
  readonly directory: string;
  readonly state: string;
  readonly checkpoints: string;
  readonly cache: string;
  /** Locks and owner, gone with the machine's next start. */
  readonly runtime: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the caller chooses goes before what the environment says. */
export interface LabChoice {
  readonly name?: string | undefined;
  readonly directory?: string | undefined;
}

export function labPaths(environment: Environment, choice: LabChoice = {}): LabPaths {
  const top = resolve(choice.directory ?? environment.TAMADA_LAB_DIR ?? join(repository, '.lab'));
  const name = choice.name ?? environment.TAMADA_LAB_NAME ?? 'tamada';
  if (/[:,\\\s]/.test(top)) {
    throw new LabError(
      'bad-folder',
      `The lab cannot be in ${top}: a mount cannot be given that path`,
      'Choose a path without : , \\ and blanks',
    );
  }
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(name)) {
    throw new LabError('usage', `${name} is not a valid name for a lab`, 'Use up to 20 small letters, digits and -');
  }
  return {
    name,
    directory: top,
    state: join(top, 'state.json'),
    checkpoints: join(top, 'checkpoints'),
    cache: resolve(environment.TAMADA_CACHE ?? join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tamada')),
    runtime: '/run/tamada-lab',
  };
}

export function treePaths({ directory }: LabPaths, place: Place): TreePaths {
  const top = join(directory, 'trees', place);
  return { upper: join(top, 'upper'), work: join(top, 'work'), root: place === 'ops' ? join(directory, 'ops') : join(top, 'root') };
}

/** What a host wrote to its console since it was made. */
export function consoleLog({ directory }: LabPaths, host: Host): string {
  return join(directory, 'trees', host, 'console.log');
}

/** What the process behind a slow link complained about. */
export function relayLog({ directory }: LabPaths, datacenter: Datacenter): string {
  return join(directory, 'trees', `relay-${datacenter}.log`);
}

export interface OperatorPaths {
  readonly home: string;
  readonly workspace: string;
  /** As on a server: `<version>` and `current`. */
  readonly install: string;
  readonly program: string;
}

export function operatorPaths(paths: LabPaths): OperatorPaths {
  const { root } = treePaths(paths, 'ops');
  return {
    home: join(root, 'home'),
    workspace: join(root, 'home', 'workspace'),
    install: join(root, 'opt/tamada'),
    program: join(root, 'opt/tamada/current/bin/tamada'),
  };
}

export function namespaceOf({ name }: LabPaths, place: Place | 'wan'): string {
  return `${name}-${place}`;
}

export function namespaceFile(paths: LabPaths, place: Place | 'wan'): string {
  return `/run/netns/${namespaceOf(paths, place)}`;
}
