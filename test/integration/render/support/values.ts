import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostTree } from './host-tree.ts';

/** What to ask the programs of a host; every part may be left out. Paths are the host's. */
export interface Jobs {
  /** Lines of pg_hba.conf. */
  readonly hba?: readonly string[];
  /** Patroni's configurations, and which parameters of their dynamic part to try. */
  readonly files?: readonly { readonly path: string; readonly names: readonly string[] }[];
  readonly encodings?: readonly (readonly [encoding: string, locale: string])[];
  /** A configuration of Patroni whose parameters a server is started with. */
  readonly server?: string;
  /** Lines of pg_hba.conf, statements of the superuser, and who then tries to come in through TCP from 127.0.0.1. */
  readonly login?: { readonly hba: readonly string[]; readonly sql: readonly string[]; readonly users: readonly string[] };
}

export interface HbaRow {
  readonly line_number: number;
  readonly type: string | null;
  readonly database: readonly string[] | null;
  readonly user_name: readonly string[] | null;
  readonly address: string | null;
  readonly auth_method: string | null;
  readonly error: string | null;
}

export interface Answers {
  readonly hba: readonly HbaRow[];
  /** What PostgreSQL read, or what Patroni did to it, or why PostgreSQL refused it. */
  readonly files: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly read?: string;
    readonly patroni?: string;
    readonly refused?: string;
  }[];
  readonly encodings: readonly boolean[];
  readonly server: {
    readonly settings: readonly { readonly name: string; readonly setting: string; readonly source: string }[];
    readonly errors: readonly unknown[];
    readonly shown: readonly { readonly name: string; readonly value: string }[];
  };
  readonly login: readonly string[];
}

const script = readFileSync(join(import.meta.dirname, 'values.py'), 'utf8');
const prepared =
  'mount -t tmpfs -o mode=1777 tmpfs /dev/shm && install -d -o postgres /var/values && exec runuser -u postgres -- python3 -B /srv/values.py';

/** Asks Patroni and PostgreSQL of the base tree, in a host of its own with these files. */
export async function askPrograms(base: string, jobs: Jobs, files: ReadonlyMap<string, string> = new Map()): Promise<Answers> {
  const tree = await hostTree(base);
  try {
    for (const [path, content] of files) await tree.write(path, content);
    await tree.write('/srv/values.py', script);
    await tree.write('/srv/jobs.json', JSON.stringify(jobs));
    const { code, lines } = await tree.run(['sh', '-c', prepared], 240_000);
    if (code !== 0) throw new Error(lines.join('\n'));
    return JSON.parse(lines.at(-1) ?? '') as Answers;
  } finally {
    await tree.remove();
  }
}
