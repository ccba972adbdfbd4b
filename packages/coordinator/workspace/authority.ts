import { readFile } from 'node:fs/promises';
import type { CertificateAuthority } from '@tamada/wire';
import { workspaceLayout } from './layout.ts';
import { readPrivate } from './secrets-guard.ts';

/** The cluster's certificate authority with its key: for what signs. */
export async function loadAuthority(workspace: string): Promise<CertificateAuthority> {
  const { authority } = workspaceLayout(workspace);
  const next = 'only the workspace in which `tamada init` made the authority can sign: work there, or restore it from a copy';
  const key = await readPrivate(workspace, authority.key, next);
  return { certificate: await readFile(authority.certificate, 'utf8'), key };
}
