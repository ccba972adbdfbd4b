import { roleCertificates } from '@tamada/core/certificates';
import { TamadaError } from '@tamada/core/errors';
import { askStatus } from '../connections/look.ts';
import { certifyNode as certify, loadAuthority } from '../workspace/authority.ts';
import { nodeNamed, runCall, type TaskExecutor } from './tools.ts';
import { persist } from './persist.ts';

const deadlineMs = 20_000;
const dayMs = 24 * 60 * 60_000;
/** `status` tells of it from then on. */
const renewMs = 60 * dayMs;

export const certifyNode: TaskExecutor<'certify_node'> = async ({ node }, tools, control) => {
  const { topology, connections, context } = tools;
  const options = runCall(tools, control, deadlineMs);
  const status = await persist(() => askStatus(connections.client(node), options), control);
  const { certificates } = status;
  // Nobody knows is no reason to make new ones: the next run looks again.
  if (certificates.answer === 'silent') {
    throw new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: 'GetStatus', problem: certificates.problem });
  }
  const meant = nodeNamed(topology, node);
  const due = roleCertificates(meant.role).filter((name) => {
    const until = certificates.said.find((certificate) => certificate.name === name)?.notAfterMs ?? null;
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
