import { chmod, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderNode } from '@tamada/core/bundle';
import type { Enrollment } from '@tamada/core/enrollment';
import { TamadaError } from '@tamada/core/errors';
import { type Platform, platforms } from '@tamada/core/facts';
import { agentConfigPath } from '@tamada/core/platform';
import type { Node, Topology } from '@tamada/core/topology';
import { version } from '@tamada/core/version';
import { writeFileAtomic } from '@tamada/runtime';
import { type CertificateAuthority, describeCertificate, issueCertificate } from '@tamada/wire';
import type { Answer, OperationContext } from '../cli/context.ts';
import { type Enrolled, enrollText } from '../report/setup-text.ts';
import { loadAuthority, nodeSubject } from '../workspace/authority.ts';
import { workspaceLayout } from '../workspace/layout.ts';
import { loadTemplates } from '../workspace/templates.ts';
import { loadTopology } from '../workspace/topology-file.ts';

export interface EnrollOptions extends NodeChoice {
  /** Null: `enroll/` in the workspace. */
  readonly output: string | null;
}

/** Makes one file per node; a second run makes new keys and replaces the files. */
export async function enroll(context: OperationContext, options: EnrollOptions): Promise<Answer> {
  const topology = await loadTopology(context);
  const nodes = chooseNodes(topology, options);
  const authority = await loadAuthority(context.workspace);
  const templates = await loadTemplates(context.workspace);
  const folder = options.output === null ? workspaceLayout(context.workspace).enrollments : resolve(options.output);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (options.output === null) await chmod(folder, 0o700);
  const enrolled: Enrolled[] = [];
  for (const node of nodes) {
    const enrollment = await makeEnrollment(topology, node, authority, templates, context.now());
    const file = join(folder, `${node.name}.json`);
    await writeFileAtomic(file, `${JSON.stringify(enrollment, null, 2)}\n`, { mode: 0o600 });
    enrolled.push({ node: node.name, address: node.address, file, notAfterMs: describeCertificate(enrollment.certificate).notAfterMs });
  }
  return { exitCode: 0, data: { version, nodes: enrolled }, text: enrollText(enrolled, version, context.paint) };
}

async function makeEnrollment(
  topology: Topology,
  node: Node,
  authority: CertificateAuthority,
  templates: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<Enrollment> {
  const agentConfig = (platform: Platform): string => {
    const { files } = renderNode({ topology, node, facts: null, platform, templates });
    const file = files.find(({ path }) => path === agentConfigPath);
    if (file === undefined) throw new TamadaError({ code: 'internal', problem: `no agent.yaml is rendered for ${node.name}` });
    return file.content;
  };
  const { certificate, key } = await issueCertificate({ authority, subject: nodeSubject(topology, node, 'agent'), nowMs });
  return {
    format: 1,
    cluster: topology.name,
    node: node.name,
    agentConfig: Object.fromEntries(platforms.map((platform) => [platform, agentConfig(platform)])) as Record<Platform, string>,
    authority: authority.certificate,
    certificate,
    key,
    madeAt: new Date(nowMs).toISOString(),
  };
}

/** Nodes as the command line names them. */
export interface NodeChoice {
  readonly nodes: readonly string[];
  readonly all: boolean;
}

/** The nodes that were meant, in the topology's order; `usage` for a name that it does not have, and for none at all. */
export function chooseNodes(topology: Topology, { nodes, all }: NodeChoice): readonly Node[] {
  const names = topology.nodes.map((node) => node.name);
  const known = `nodes of cluster.yaml: ${names.join(', ')}`;
  const unknown = nodes.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new TamadaError({ code: 'usage', problem: `cluster.yaml has no node ${unknown.join(', ')}`, next: known });
  if (all && nodes.length > 0)
    throw new TamadaError({ code: 'usage', problem: '--all and names of nodes cannot be combined', next: 'give one of the two' });
  if (!all && nodes.length === 0)
    throw new TamadaError({ code: 'usage', problem: 'no node was given', next: `give names of nodes, or --all; ${known}` });
  return topology.nodes.filter((node) => all || nodes.includes(node.name));
}
