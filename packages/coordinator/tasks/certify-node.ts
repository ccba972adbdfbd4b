import { roleCertificates } from '@tamada/core/certificates';
import type { Task } from '@tamada/core/sequence';
import { askStatus } from '../connections/index.ts';
import type { Executor } from '../runner/index.ts';
import { certifyNode as certify } from '../workspace/authority-certify.ts';
import { loadAuthority } from '../workspace/authority.ts';
import { nodeNamed } from './node-named.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;
const dayMs = 24 * 60 * 60_000;
/** `status` tells of it from then on. */
const renewMs = 60 * dayMs;

export const certifyNode: Executor<Extract<Task, { kind: 'certify_node' }>, TaskTools> = async ({ node }, tools, control) => {
  const { topology, connections, context } = tools;
  const options = runCall(tools, control, deadlineMs);
  const status = await persist(() => askStatus(connections.client(node), options), control);
  const meant = nodeNamed(topology, node);
  const due = roleCertificates(meant.role).filter((name) => {
    const until = status.certificates.find((certificate) => certificate.name === name)?.notAfterMs ?? null;
    return name !== 'agent' && (until === null || until - context.now() <= renewMs);
  });
  if (due.length === 0) return { changed: false, note: 'it has all that it needs' };
  const authority = await loadAuthority(context.workspace);
  for (const name of due) {
    const wish = { topology, node: meant, authority, name, nowMs: context.now() };
    await persist(() => certify(connections.client(node), wish, options), control);
  }
  return { changed: true, note: due.join(', ') };
};
