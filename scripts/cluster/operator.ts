import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hosts, type Lab, type LabView, type ProgramResult } from '../lab/index.ts';

/** What an operator does with the six servers, word for word; the demo and the tests in the lab share it. */
export interface OperatorRun {
  readonly lab: Lab;
  /** Hears each command before it runs. */
  readonly say: (line: string) => void;
}

export interface Workspace {
  /** The text of cluster.yaml. */
  readonly topology: string;
  /** Values for secrets by name; `init` makes the others. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Runs the coordinator in the operator's network, on the operator's workspace. */
export async function tamada(lab: LabView, args: readonly string[], timeoutMs = 600_000): Promise<ProgramResult> {
  return lab.exec('ops', [lab.operator.program, '-C', lab.operator.workspace, ...args], { timeoutMs });
}

/** `tamada init` over a cluster.yaml that is there already. */
export async function makeWorkspace({ lab, say }: OperatorRun, { topology, secrets = {} }: Workspace): Promise<void> {
  const { workspace, home } = lab.operator;
  await mkdir(workspace, { recursive: true });
  await writeFile(join(workspace, 'cluster.yaml'), topology);
  const flags: string[] = [];
  for (const [name, value] of Object.entries(secrets)) {
    const file = join(home, `${name}.secret`);
    await writeFile(file, value, { mode: 0o600 });
    flags.push('--secret', `${name}=${file}`);
  }
  await step({ lab, say }, ['init', ...flags]);
}

/** `tamada enroll --all`, then on every server what it says. */
export async function enrollAll({ lab, say }: OperatorRun, archive: string): Promise<void> {
  await step({ lab, say }, ['enroll', '--all']);
  say('  on each server: tar -xJf tamada-….tar.xz -C /opt/tamada && /opt/tamada/…/bin/tamada-agent install <node>.json');
  await lab.installOnHosts(
    archive,
    hosts.map((host) => [host, join(lab.operator.workspace, 'enroll', `${host}.json`)]),
  );
}

/** One command that must succeed. */
export async function step({ lab, say }: OperatorRun, args: readonly string[]): Promise<ProgramResult> {
  say(`$ tamada ${args.join(' ')}`);
  const result = await tamada(lab, args);
  if (result.code !== 0) throw new Error(`tamada ${args.join(' ')} ended with ${String(result.code)}:\n${result.stdout}${result.stderr}`);
  return result;
}
