import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../program.ts';

/** Where Debian, Red Hat and the environment keep PostgreSQL's own programs. */
export function postgresProgram(name: string, environment: NodeJS.ProcessEnv): string {
  const folders = [
    ...(environment.PGBINDIR === undefined ? [] : [environment.PGBINDIR]),
    ...[`/usr/lib/postgresql/${program.major}/bin`, `/usr/pgsql-${program.major}/bin`],
  ];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name;
}
