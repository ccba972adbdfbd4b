import { backupSite } from '@tamada/core/bundle';
import type { BackupSite, Talk, ToolAnswer, ToolCommand, ToolOutcome } from '@tamada/core/backup';
import { backups, topology } from '../../../builders/cluster.ts';

/** What a node of the described cluster knows of backups by this tool. */
export function siteOf(node: string, tool: BackupSite['tool'] = 'pgbackrest'): BackupSite {
  const port = tool === 'pgbackrest' ? 8432 : 10_022;
  const cluster = topology({ backup: backups({ tool, port }) });
  const one = cluster.nodes.find(({ name }) => name === node);
  const site = one === undefined ? null : backupSite(cluster, one, 'debian');
  if (site === null) throw new Error(`${node} has no site`);
  return site;
}

export interface Heard<T> {
  readonly answer: ToolAnswer<T>;
  readonly commands: readonly ToolCommand[];
}

/** Goes through a talk, answering each command with the next outcome; one more command than answers is a mistake of the test. */
export function hear<T>(talk: Talk<T>, ...outcomes: readonly Partial<ToolOutcome>[]): Heard<T> {
  const commands: ToolCommand[] = [];
  let step = talk.next();
  while (step.done !== true) {
    const outcome = outcomes[commands.length];
    commands.push(step.value);
    if (outcome === undefined) throw new Error(`no answer for ${step.value.argv.join(' ')}`);
    step = talk.next({ code: 0, stdout: '', stderr: '', timedOut: false, ...outcome });
  }
  return { answer: step.value, commands };
}
