import { join } from 'node:path';
import type { Settings } from '../catalogue/instance-config.ts';
import { formats, levels } from './log.ts';
import type { Level, Log } from './log.ts';

/** Levels, formats and files as the settings say. */
export function configureLog(log: Log, settings: Settings, catalogue: string | undefined): void {
  const level = (name: 'log-level-console' | 'log-level-file', standard: Level): Level => {
    const word = settings[name];
    if (word === undefined) return standard;
    return levels.find((known) => known === word.toLowerCase()) ?? log.fail(`invalid log-level "${word}"`);
  };
  const format = (name: 'log-format-console' | 'log-format-file'): (typeof formats)[number] => {
    const word = settings[name];
    if (word === undefined) return 'plain';
    return formats.find((known) => known === word.toLowerCase()) ?? log.fail(`invalid log-format "${word}"`);
  };
  log.settings.console = level('log-level-console', 'info');
  log.settings.consoleFormat = format('log-format-console');
  const fileLevel = level('log-level-file', 'off');
  const folder = settings['log-directory'] ?? (catalogue === undefined ? undefined : join(catalogue, 'log'));
  log.settings.file =
    fileLevel === 'off' || folder === undefined
      ? null
      : { level: fileLevel, format: format('log-format-file'), folder, name: settings['log-filename'] ?? 'pg_probackup.log' };
  log.settings.errorFile = settings['error-log-filename'] ?? null;
}
