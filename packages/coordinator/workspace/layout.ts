import { join } from 'node:path';

/** Everything in a workspace, as absolute paths: the one place that knows their names. */
export interface WorkspaceLayout {
  readonly topology: string;
  readonly schema: string;
  readonly gitignore: string;
  /** The certificate authority. */
  readonly authority: CertificateFolder;
  /** The operator's own certificate. */
  readonly admin: CertificateFolder;
  readonly secrets: string;
  readonly facts: string;
  readonly templates: string;
  /** What `tamada render` writes. */
  readonly rendered: string;
  /** One file per node, each with a private key. */
  readonly enrollments: string;
  /** What past runs did. */
  readonly runs: string;
  readonly lock: string;
}

export interface CertificateFolder {
  readonly folder: string;
  readonly certificate: string;
  readonly key: string;
}

export function workspaceLayout(workspace: string): WorkspaceLayout {
  const at = (name: string): string => join(workspace, name);
  return {
    topology: at('cluster.yaml'),
    schema: at('cluster.schema.json'),
    gitignore: at('.gitignore'),
    authority: { folder: at('authority'), certificate: at('authority/ca.crt'), key: at('authority/ca.key') },
    admin: { folder: at('credentials'), certificate: at('credentials/admin.crt'), key: at('credentials/admin.key') },
    secrets: at('secrets.yaml'),
    facts: at('facts'),
    templates: at('templates'),
    rendered: at('rendered'),
    enrollments: at('enroll'),
    runs: at('runs'),
    lock: at('lock'),
  };
}

/** What must never get into a repository: keys, secrets, and what only this machine needs. */
export const gitignoreText = `# Made by tamada: keys and secrets stay out of the repository.
/authority/ca.key
/credentials/
/secrets.yaml
/enroll/
/runs/
/rendered/
/lock
.*.tamada-tmp
`;
