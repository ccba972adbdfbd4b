import { settingLine } from './recovery-target.ts';
import type { BackupSite } from './site.ts';
import type { BackupTool, Talk, ToolCommand } from './tool.ts';

/** For people who know the description's own files: what tamada runs, in its order, and the delayed replica's settings. */
export interface OperatorText {
  /** `pg_probackup.txt`, `recovery.txt`. */
  readonly name: string;
  readonly text: string;
}

/** `host` and `member`: the site as the backup host and a database node know it. */
export function operatorTexts(tool: BackupTool, host: BackupSite, member: BackupSite): readonly OperatorText[] {
  const { source } = host;
  const expiry = { nowMs: 0, pins: {}, damaged: [] };
  const restore = {
    backup: null,
    target: { kind: 'latest' },
    node: host.host.name,
    directory: host.delayed?.dataDirectory ?? '',
    tablespaces: [],
  } as const;
  const steps: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [`On ${host.host.name}, once: the catalogue`, linesOf(tool.prepareCatalogue(host))],
    ['In PostgreSQL of every database node', [settingLine(['archive_command', tool.archiveCommand(member)])]],
    [`  which runs, for the segment SEGMENT`, linesOf(tool.push(member, 'SEGMENT'))],
    [
      `On ${host.host.name}: a full backup, from ${source} while that is a standby`,
      linesOf(tool.backup(host, { kind: 'full', source, leader: 'the leader' })),
    ],
    ['  what has changed since', linesOf(tool.backup(host, { kind: 'incremental', source, leader: 'the leader' }))],
    ['  what there is', [...linesOf(tool.list(host)), ...linesOf(tool.archive(host))]],
    ['  all checksums', linesOf(tool.verify(host, null))],
    ['  what retention does not keep, after it was compared with where the delayed replica stands', linesOf(tool.expire(host, expiry))],
    ...(host.delayed === null ? [] : [['  the delayed replica, once', linesOf(tool.restore(host, restore))] as const]),
  ];
  const commands = steps.map(([title, lines]) => `# ${title}\n${lines.join('\n')}\n`).join('\n');
  const texts = [{ name: `${tool.name}.txt`, text: `${heading}${commands}` }];
  return host.delayed === null
    ? texts
    : [...texts, { name: 'recovery.txt', text: `${heading}${recovery(tool, host, host.delayed.delaySeconds)}` }];
}

const heading = '# Written by `tamada render`, for reading: tamada runs this itself.\n\n';

/** A talk's commands, as if each ended well and said nothing. */
function linesOf(talk: Talk<unknown>): readonly string[] {
  const commands: ToolCommand[] = [];
  let step = talk.next();
  while (step.done !== true) {
    commands.push(step.value);
    step = talk.next({ code: 0, stdout: '', stderr: '', timedOut: false });
  }
  return commands.map(({ argv, cwd }) => `${cwd === null ? '' : `cd ${word(cwd)} && `}${argv.map(word).join(' ')}`);
}

function word(text: string): string {
  return /^[A-Za-z0-9_.,:;=@/+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function recovery(tool: BackupTool, host: BackupSite, delaySeconds: number): string {
  return [
    '# Beside an empty standby.signal; no recovery.signal, nothing of the restore in postgresql.auto.conf.',
    settingLine(['restore_command', tool.restoreCommand(host, 'standby')]),
    settingLine(['recovery_target_timeline', 'latest']),
    settingLine(['recovery_min_apply_delay', `${delaySeconds}s`]),
    settingLine(['primary_conninfo', '']),
    'hot_standby = on',
    'hot_standby_feedback = off',
    'archive_mode = off',
    '',
  ].join('\n');
}
