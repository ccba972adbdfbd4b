import type { Platform, Program } from '../facts/index.ts';
import { debian } from './debian.ts';
import { rhel } from './rhel.ts';
import type { PlatformTable } from './rows.ts';

export function platformTable(platform: Platform): PlatformTable {
  switch (platform) {
    case 'debian':
      return debian;
    case 'rhel':
      return rhel;
  }
}

/** The unit of a program, as whichever platform calls it. */
export function programUnits(program: Program): readonly string[] {
  return [debian, rhel].flatMap(({ programs }) => programs[program].unit ?? []);
}

/** A row's text for a major version of PostgreSQL. */
export function forVersion(text: string, postgresVersion: number): string {
  return text.replaceAll('{version}', String(postgresVersion));
}
