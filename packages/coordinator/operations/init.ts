import { mkdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { parseSecrets, writeSecrets } from '@tamada/core/secrets';
import { nameProblem, parseTopology, requiredSecrets, topologyJsonSchema, topologyTemplate } from '@tamada/core/topology';
import type { TemplateKind, Topology } from '@tamada/core/topology';
import { lockFile, readOptional, writeFileAtomic } from '@tamada/runtime';
import { createAuthority, issueCertificate } from '@tamada/wire';
import type { Answer, OperationContext } from '../cli/context.ts';
import { adminSubject, loadAuthority } from '../workspace/authority.ts';
import { ensureCertificateFolder } from '../workspace/credentials-folder.ts';
import { gitignoreText, workspaceLayout } from '../workspace/layout.ts';
import { readRuns } from '../workspace/runs.ts';
import { readPrivate } from '../workspace/secrets.ts';
import { initText, type InitResult } from '../report/setup-text.ts';
import { planSecrets, readOwnSecrets } from './init-secrets.ts';

export interface InitOptions {
  readonly template: TemplateKind;
  readonly name: string | null;
  /** `NAME=FILE` words. */
  readonly secrets: readonly string[];
  readonly replace: readonly string[];
}

/** Makes what a workspace lacks and changes nothing that is there. */
export async function init(context: OperationContext, options: InitOptions): Promise<Answer> {
  const own = await readOwnSecrets(options.secrets, process.stdin);
  await mkdir(context.workspace, { recursive: true, mode: 0o700 });
  const lock = await lockFile(workspaceLayout(context.workspace).lock, 'tamada init');
  try {
    const result = await fill(context, options, own);
    return { exitCode: 0, data: result, text: initText(result, context.paint) };
  } finally {
    await lock.release();
  }
}

async function fill(context: OperationContext, options: InitOptions, own: Readonly<Record<string, string>>): Promise<InitResult> {
  const { workspace, now } = context;
  const layout = workspaceLayout(workspace);
  const written = await readOptional(layout.topology);
  const text = written ?? topologyTemplate(options.template, clusterName(options.name));
  const topology = readTopology(text);
  if (options.name !== null && options.name !== topology.name) {
    const problem = `this workspace belongs to the cluster ${topology.name}, not ${options.name}`;
    throw new TamadaError({ code: 'usage', problem, next: 'choose another folder with -C' });
  }
  const secretsText = (await readOptional(layout.secrets)) === null ? null : await readPrivate(workspace, layout.secrets, '');
  const { values, ...secrets } = planSecrets({
    required: requiredSecrets(topology),
    present: secretsText === null ? {} : parseSecrets(secretsText, 'secrets.yaml'),
    own,
    replace: options.replace,
    bootstrapped: (await readRuns(workspace)).some(({ result }) => result === 'done'),
  });

  const [made, kept]: [string[], string[]] = [[], []];
  const note = (path: string, result: 'made' | 'kept'): void => {
    (result === 'made' ? made : kept).push(relative(workspace, path));
  };
  note(layout.gitignore, await ensureFile(layout.gitignore, gitignoreText, 0o644));
  note(layout.topology, await ensureFile(layout.topology, text, 0o644));
  note(layout.schema, await ensureFile(layout.schema, `${JSON.stringify(topologyJsonSchema(), null, 2)}\n`, 0o644));
  note(layout.authority.folder, await ensureCertificateFolder(workspace, layout.authority, () => createAuthority(topology.name, now())));
  note(
    layout.admin.folder,
    await ensureCertificateFolder(workspace, layout.admin, async () =>
      issueCertificate({ authority: await loadAuthority(workspace), subject: adminSubject, nowMs: now() }),
    ),
  );
  if (Object.keys(values).length > 0) await writeFileAtomic(layout.secrets, writeSecrets(secretsText, values), { mode: 0o600 });
  note(layout.secrets, secretsText === null ? 'made' : 'kept');
  return { workspace, cluster: topology.name, made, kept, secrets };
}

function readTopology(text: string): Topology {
  const { file, topology, problems } = parseTopology(text, 'cluster.yaml');
  if (topology === null) throw new TamadaError({ code: 'file_invalid', file, problems });
  return topology;
}

function clusterName(name: string | null): string {
  if (name === null) return 'geo';
  const problem = nameProblem(name);
  if (problem === null) return name;
  throw new TamadaError({ code: 'usage', problem: `--name ${name}: it ${problem}`, next: 'choose another name; it cannot change later' });
}

async function ensureFile(path: string, content: string, mode: number): Promise<'made' | 'kept'> {
  if ((await readOptional(path)) !== null) return 'kept';
  await writeFileAtomic(path, content, { mode });
  return 'made';
}
