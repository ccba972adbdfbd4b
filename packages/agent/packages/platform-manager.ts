import type { PlatformTable } from '@tamada/core/platform';
import type { CommandRunner } from '@tamada/runtime';
import { makeApt } from './apt.ts';
import { makeDnf } from './dnf.ts';
import type { PackageManager } from './package-manager.ts';

export function packageManager(name: PlatformTable['packageManager'], run: CommandRunner): PackageManager {
  switch (name) {
    case 'apt':
      return makeApt(run);
    case 'dnf':
      return makeDnf(run);
  }
}
