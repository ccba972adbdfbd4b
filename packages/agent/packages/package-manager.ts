import type { Survey } from '@tamada/core/preflight';

export type PackageState = Survey['packages'][number];

/** What we ask of a platform's package manager. */
export interface PackageManager {
  /** In the order of the names. */
  readonly states: (names: readonly string[]) => Promise<readonly PackageState[]>;
  /** Learns what the repositories have now. */
  readonly refresh: () => Promise<void>;
  /** Installs without asking; what is installed already is not upgraded. Refuses with `packages_failed`. */
  readonly install: (names: readonly string[]) => Promise<void>;
}
