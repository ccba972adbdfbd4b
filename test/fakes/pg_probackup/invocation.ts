import { readFile } from 'node:fs/promises';
import type { Options } from './arguments/parse.ts';
import { isSetting, parseConfig, secondsOf, settingsOf } from './catalogue/instance-config.ts';
import type { SettingName, Settings } from './catalogue/instance-config.ts';
import { layoutOf } from './catalogue/layout.ts';
import type { Layout } from './catalogue/layout.ts';
import { connect } from './files/ssh.ts';
import { thisHost } from './files/host.ts';
import type { Host } from './files/host.ts';
import { configureLog } from './log/configure.ts';
import type { Log } from './log/log.ts';
import { systemError } from './log/words.ts';

/** One call of the program: what every command is given. */
export interface Invocation {
  readonly options: Options;
  readonly log: Log;
  readonly environment: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** How the program was called: the name of the agent on the other side. */
  readonly self: string;
  /** Writes to stdout. */
  readonly print: (text: string) => void;
  /** Aborted by SIGTERM and SIGINT. */
  readonly interrupted: AbortSignal;
}

/** The catalogue's path, or what the real one says when there is none. */
export function catalogueOf({ options, environment, log }: Invocation): string {
  const path = options.text('backup-path') ?? environment.BACKUP_PATH;
  if (path === undefined || path === '')
    return log.fail(
      'No backup catalog path specified.\nPlease specify it either using environment variable BACKUP_PATH or\ncommand line option --backup-path (-B)',
    );
  if (!path.startsWith('/')) log.fail('-B, --backup-path must be an absolute path');
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

export function layoutFor(call: Invocation): Layout {
  const catalogue = catalogueOf(call);
  const instance = call.options.text('instance') ?? call.environment.INSTANCE_NAME;
  if (instance === undefined) return call.log.fail('Required parameter is not specified: --instance');
  return layoutOf(catalogue, instance);
}

export function instanceName(call: Invocation): string {
  return call.options.text('instance') ?? call.environment.INSTANCE_NAME ?? '';
}

/** Ends the command when the instance is not there, or cannot be seen: the warning tells which. */
export async function requireInstance(call: Invocation, layout: Layout, host: Host = thisHost): Promise<void> {
  try {
    await host.call('list', { path: layout.instance });
  } catch (error) {
    if (!isErrno(error)) throw error;
    call.log.warning(`Failed to access directory "${layout.instance}": ${systemError(error)}`);
    call.log.fail(`Instance '${instanceName(call)}' does not exist in this backup catalog`);
  }
}

export function isErrno(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code !== undefined;
}

/** What stands in the instance's file. */
export async function readConfig({ log, options }: Invocation, layout: Layout, host: Host = thisHost): Promise<Settings> {
  let text: string;
  try {
    text = host === thisHost ? await readFile(layout.config, 'utf8') : (await host.call('read', { path: layout.config })).bytes.toString();
  } catch (error) {
    if (!isErrno(error)) throw error;
    log.warning(`Control file "${layout.config}" doesn't exist`);
    return {};
  }
  try {
    const kept = parseConfig(text);
    if (host === thisHost) configureLog(log, { ...kept, ...settingsOf(options) }, layout.catalogue);
    return kept;
  } catch (error) {
    if (error instanceof SyntaxError) log.fail(`Invalid option "${error.message}" in file "${layout.config}"`);
    throw error;
  }
}

/** The instance's settings, with those of the command line before them. */
export class Effective {
  private readonly settings: Settings;
  constructor(kept: Settings, options: Options) {
    this.settings = { ...kept, ...settingsOf(options) };
  }
  text(name: SettingName): string | undefined {
    return this.settings[name];
  }
  number(name: SettingName, standard: number): number {
    return this.settings[name] === undefined ? standard : Number(this.settings[name]);
  }
  seconds(name: SettingName, standard: number): number {
    return this.settings[name] === undefined ? standard : secondsOf(this.settings[name]);
  }
  /** The algorithm of data and WAL files, or null for files as they are. */
  compression(log: Log): { readonly level: number } | null {
    const algorithm = this.settings['compress-algorithm'] ?? 'none';
    checkCompression(log, algorithm, this.number('compress-level', 1));
    return algorithm === 'none' ? null : { level: this.number('compress-level', 1) };
  }
}

export function checkCompression(log: Log, algorithm: string | undefined, level: number | undefined): void {
  if (algorithm !== undefined && !['zlib', 'pglz', 'none'].includes(algorithm)) log.fail(`Invalid compress algorithm value "${algorithm}"`);
  if (level !== undefined && level > 9) log.fail('--compress-level value must be in the range from 0 to 9');
}

/** The other side as options or settings name it; this host when they name none. */
export async function hostOf(call: Invocation, value: (name: SettingName) => string | undefined): Promise<Host> {
  const host = value('remote-host');
  if (host === undefined || value('remote-proto') === 'none') return thisHost;
  const remote = {
    ...{ host, port: value('remote-port'), user: value('remote-user') },
    ...{ path: value('remote-path'), options: value('ssh-options') },
  };
  return connect(remote, call.self, call.log);
}

/** For the commands whose catalogue is on the other side: only what stands on the command line counts. */
export function fromCommandLine({ options }: Invocation): (name: SettingName) => string | undefined {
  return (name) => (isSetting(name) ? settingsOf(options)[name] : undefined);
}
