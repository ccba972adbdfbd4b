import type { Survey } from '@tamada/core/preflight';
import type { CommandRunner } from '@tamada/runtime';

/** Which locales the system has, however it spells their encodings. */
export async function localeStates(run: CommandRunner, names: readonly string[]): Promise<Survey['locales']> {
  const { stdout } = await run(['locale', '-a'], { timeoutMs: 5000 });
  const known = new Set(stdout.split('\n').map(normalLocale));
  return names.map((name) => ({ name, present: known.has(normalLocale(name)) }));
}

/** `en_US.UTF-8` and `en_US.utf8` are one locale, as PostgreSQL and glibc see it. */
export function normalLocale(name: string): string {
  const [language = '', encoding] = name.trim().split('.');
  return encoding === undefined ? language : `${language}.${encoding.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`;
}
