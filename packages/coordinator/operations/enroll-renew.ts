import { roleCertificates } from '@tamada/core/certificates';
import { describeError, errorDetail } from '@tamada/core/errors';
import type { Node, Topology } from '@tamada/core/topology';
import { writeFileAtomic } from '@tamada/runtime';
import { checkInfo, describeCertificate, issueCertificate } from '@tamada/wire';
import type { CertificateAuthority } from '@tamada/wire';
import type { Answer, OperationContext } from '../cli/context.ts';
import { openConnections } from '../connections/reach.ts';
import type { Connections } from '../connections/connections.ts';
import { renewText, type Renewed } from '../report/setup-text.ts';
import { certifyNode, adminSubject, loadAuthority } from '../workspace/authority.ts';
import { workspaceLayout } from '../workspace/layout.ts';
import { loadTopology } from '../workspace/topology-file.ts';
import { chooseNodes, type NodeChoice } from './enroll.ts';

/** The node makes a key and takes a certificate into use; reloading its programs is included. */
const deadlineMs = 30_000;

/** Renews the workspace's own certificate and all of every chosen node, all nodes at once. */
export async function renewCertificates(context: OperationContext, choice: NodeChoice): Promise<Answer> {
  const topology = await loadTopology(context);
  const nodes = chooseNodes(topology, choice);
  const authority = await loadAuthority(context.workspace);
  const own = await renewAdmin(context, authority);
  const connections = await openConnections(context, topology);
  try {
    const ofNodes = await Promise.all(nodes.map((node) => renewNode(context, topology, node, authority, connections)));
    const renewed = [own, ...ofNodes.flat()];
    const exitCode = renewed.some(({ problem }) => problem !== null) ? 1 : 0;
    return { exitCode, data: { certificates: renewed }, text: renewText(renewed, context.paint) };
  } finally {
    connections.close();
  }
}

/** Local, so that it works when the old one has ended. The key goes first: a pair that does not fit is made anew by the next run. */
async function renewAdmin({ workspace, now }: OperationContext, authority: CertificateAuthority): Promise<Renewed> {
  const { admin } = workspaceLayout(workspace);
  const { certificate, key } = await issueCertificate({ authority, subject: adminSubject, nowMs: now() });
  await writeFileAtomic(admin.key, key, { mode: 0o600 });
  await writeFileAtomic(admin.certificate, certificate, { mode: 0o644 });
  return { holder: 'workspace', name: 'admin', notAfterMs: describeCertificate(certificate).notAfterMs, problem: null };
}

/** All certificates of one node; a failure is a result, because the other nodes go on. */
export async function renewNode(
  context: Pick<OperationContext, 'signal' | 'now'>,
  topology: Topology,
  node: Node,
  authority: CertificateAuthority,
  connections: Connections,
): Promise<readonly Renewed[]> {
  const client = connections.client(node.name);
  const options = { deadlineMs, signal: context.signal };
  const renewed: Renewed[] = [];
  for (const name of roleCertificates(node.role)) {
    const result = { holder: node.name, name };
    try {
      checkInfo({ cluster: topology.name, node: node.name }, await client.info({}, options));
      const { notAfterMs } = await certifyNode(client, { topology, node, authority, name, nowMs: context.now() }, options);
      renewed.push({ ...result, notAfterMs, problem: null });
    } catch (error) {
      renewed.push({ ...result, notAfterMs: null, problem: describeError(errorDetail(error)).message });
    }
  }
  return renewed;
}
