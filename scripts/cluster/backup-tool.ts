import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildStandIn, standIn } from '../build/stand-in.ts';
import { hosts, type Lab } from '../lab/index.ts';
import { tryProgram } from '../program.ts';
import { repository } from '../repository.ts';

export const backupTools = ['pgbackrest', 'pg_probackup'] as const;
export type BackupTool = (typeof backupTools)[number];

/** The tool that tests in the lab run with: TAMADA_BACKUP_TOOL, else pgbackrest. */
export function wantedTool(environment: NodeJS.ProcessEnv): BackupTool {
  const word = environment.TAMADA_BACKUP_TOOL ?? 'pgbackrest';
  const tool = backupTools.find((one) => one === word);
  if (tool === undefined) throw new Error(`TAMADA_BACKUP_TOOL=${word}: there are ${backupTools.join(' and ')}`);
  return tool;
}

/** Where the product looks for it on Debian. */
const target = '/usr/bin/pg_probackup-15';

/** The lab's cluster.yaml with this tool, and with this delay of the delayed replica. */
export async function clusterYaml({
  tool = 'pgbackrest',
  delay,
}: { readonly tool?: BackupTool; readonly delay?: string } = {}): Promise<string> {
  const text = await readFile(join(repository, 'scripts/cluster/cluster.yaml'), 'utf8');
  return text
    .replace('tool: pgbackrest', `tool: ${tool}`)
    .replace(/delay: \w+/, (usual) => (delay === undefined ? usual : `delay: ${delay}`));
}

/** The same cluster as if nobody had thought of backups. */
export function withoutBackups(topology: string): string {
  const without = topology.replace(/^backup:\n(?: .*\n)+/m, '').replace(/^ {2}backup: .*\n/m, '');
  if (without.replaceAll(/^#.*$/gm, '').includes('backup')) throw new Error(`cluster.yaml still speaks of backups:\n${without}`);
  return without;
}

/** Puts the tool on the hosts where Debian has no package of it; says which program it is. */
export async function installBackupTool(lab: Lab, tool: BackupTool): Promise<string> {
  if (tool === 'pgbackrest') return "pgbackrest, Debian's package";
  const real = await onPath();
  const file = real ?? (await standInFor(lab));
  for (const host of hosts) {
    await lab.pushFile(host, file, target);
    const { code, stderr } = await lab.exec(host, ['chmod', '0755', target]);
    if (code !== 0) throw new Error(`chmod ${target} on ${host}: ${stderr}`);
  }
  return real === null ? `pg_probackup, the stand-in of ${standIn}` : `pg_probackup, ${real}`;
}

async function onPath(): Promise<string | null> {
  for (const name of ['pg_probackup-15', 'pg_probackup']) {
    const { code, stdout } = await tryProgram(['which', name]);
    if (code === 0) return stdout.trim();
  }
  return null;
}

async function standInFor(lab: Lab): Promise<string> {
  const file = join(lab.paths.directory, 'pg_probackup');
  await buildStandIn({ source: repository, file, node: '/opt/tamada/current/runtime/node' });
  return file;
}
