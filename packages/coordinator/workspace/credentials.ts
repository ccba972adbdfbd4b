import { readFile } from 'node:fs/promises';
import { TamadaError } from '@tamada/core/errors';
import type { Certificate } from '@tamada/core/findings';
import type { Identity } from '@tamada/wire';
import { describeCertificate, outOfTime } from '@tamada/wire';
import type { OperationContext } from '../cli/context.ts';
import { workspaceLayout } from './layout.ts';
import { readPrivate } from './secrets.ts';

/** The operator's certificate and key, for connections to agents; refused once it has ended. */
export async function loadAdminIdentity({ workspace, now }: Pick<OperationContext, 'workspace' | 'now'>): Promise<Identity> {
  const { admin, authority } = workspaceLayout(workspace);
  const key = await readPrivate(workspace, admin.key, 'run `tamada init`, or work in the folder where it was run');
  const [certificate, root] = await Promise.all([readFile(admin.certificate, 'utf8'), readFile(authority.certificate, 'utf8')]);
  const description = describeCertificate(certificate);
  const { notAfterMs } = description;
  if (now() < description.notBeforeMs) {
    const problem = `this machine's clock is wrong: this workspace's own certificate is not valid yet (${String(outOfTime(description, now()))})`;
    throw new TamadaError({ code: 'unsafe', problem, next: 'set the clock of this machine' });
  }
  if (notAfterMs <= now()) {
    const problem = `this workspace's own certificate has ended on ${new Date(notAfterMs).toISOString().slice(0, 10)}`;
    throw new TamadaError({ code: 'unsafe', problem, next: '`tamada enroll --renew` makes a new one' });
  }
  return { certificate, key, authority: root };
}

/** The workspace's own certificates and when they end, for `status`. */
export async function workspaceCertificates(workspace: string): Promise<readonly Certificate[]> {
  const { admin, authority } = workspaceLayout(workspace);
  const read = async (name: string, path: string): Promise<Certificate> => {
    const { notAfterMs } = describeCertificate(await readFile(path, 'utf8'));
    return { name, notAfterMs };
  };
  return Promise.all([read('admin', admin.certificate), read('authority', authority.certificate)]);
}
