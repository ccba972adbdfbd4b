import type { Log } from '../log/log.ts';
import { usage } from './usage.ts';

/** The usage of one command, or of all. */
export function help(command: string | undefined, log: Log): string {
  if (command === undefined) {
    const all = Object.values(usage).join('\n\n');
    const end =
      'Read the website for details <https://github.com/postgrespro/pg_probackup>.\nReport bugs to <https://github.com/postgrespro/pg_probackup/issues>.';
    return `\npg_probackup - utility to manage backup/recovery of PostgreSQL database.\n\n${all}\n\n${end}\n`;
  }
  const found = Object.hasOwn(usage, command) ? usage[command] : undefined;
  return `\n${found ?? log.fail(`Unknown command "${command}". Try pg_probackup help`)}\n`;
}
