import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabContext } from '../state.ts';
import { LabError } from '../lab-error.ts';
import { tryProgram, callProgram } from '../../program.ts';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** An apt with sources, lists and cache of its own; the machine's stay as they are. */
export interface PrivateApt {
  readonly folder: string;
  readonly options: readonly string[];
}

/** The mirror that this machine's own apt uses, undefined where it uses none for this suite. */
export async function machineMirror(suite: string): Promise<string | undefined> {
  const { stdout } = await tryProgram(['apt-get', 'indextargets', '--format', '$(REPO_URI)', `Codename: ${suite}`, 'Created-By: Packages']);
  return stdout.split('\n').find((line) => line.startsWith('http'));
}

/** Debian moves an old suite from its mirrors to its archive, which has the same layout and stands beside the mirror. */
export function mirrorsOf(mirror: string): readonly string[] {
  const archive = mirror.replace('//deb.', '//archive.');
  return archive === mirror ? [mirror] : [mirror, archive];
}

/** Knows the packages of both suites, takes `suite`'s where both have one, and counts as installed what the tree has. */
export async function openPrivateApt(context: LabContext, folder: string, suites: Suites, status: string): Promise<PrivateApt> {
  await rm(folder, { recursive: true, force: true });
  for (const each of ['lists/partial', 'archives/partial']) await mkdir(join(folder, each), { recursive: true });
  const options = optionsOf(folder, status);
  const refused: string[] = [];
  for (const source of mirrorsOf(suites.mirror)) {
    const lines = [`${suites.mirror} ${suites.suite}`, ...(suites.older ? [`${source} ${suites.older}`] : [])];
    await writeFile(join(folder, 'sources.list'), lines.map((line) => `deb [signed-by=${keyring}] ${line} main\n`).join(''));
    const { code, stderr } = await tryProgram(['apt-get', ...options, 'update'], { signal: context.signal, timeoutMs: 300_000 });
    if (code === 0) return { folder, options };
    refused.push(stderr.trim());
  }
  throw new LabError('program-failed', `No package lists: ${refused.join('\n')}`, 'Check the network and that `apt-get update` works');
}

export interface Suites {
  readonly mirror: string;
  readonly suite: string;
  readonly older: string | null;
}

/** Downloads the packages and all that they need beyond the tree; the folder that then has them. */
export async function downloadPackages({ folder, options }: PrivateApt, packages: readonly string[], context: LabContext): Promise<string> {
  const install = ['install', '--yes', '--no-install-recommends', '--download-only', ...packages];
  await callProgram(['apt-get', ...options, ...install], { signal: context.signal, timeoutMs: 900_000 });
  return join(folder, 'archives');
}

function optionsOf(folder: string, status: string): readonly string[] {
  const settings = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': join(folder, 'none'),
    'Dir::Etc::Preferences': join(folder, 'none'),
    'Dir::Etc::PreferencesParts': join(folder, 'none'),
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::Status': status,
    'Dir::Cache': folder,
    'Dir::Cache::Archives': join(folder, 'archives'),
    'APT::Sandbox::User': 'root',
    'APT::Keep-Downloaded-Packages': 'true',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['--option', `${name}=${value}`]);
}
