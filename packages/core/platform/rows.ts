import type { Platform, Program } from '../facts/index.ts';

/** How one program comes to a platform. `{version}` stands for the major version of PostgreSQL. */
export interface ProgramRow {
  readonly packages: readonly string[];
  /** Found on PATH, it makes the packages unnecessary: operators bring some programs by other ways. */
  readonly substitute: string | null;
  /** The unit that tamada runs; null for a program that runs inside another one, or on demand. */
  readonly unit: string | null;
  readonly user: string;
  readonly group: string;
  /** By full path, or by name where its place differs between packages. */
  readonly binary: string;
  readonly leastVersion: string;
  /** Units that its packages bring and that must neither run nor be enabled. */
  readonly unwantedUnits: readonly string[];
}

/** A file that must be there before packages are installed, so that none of them initialises anything. */
export interface InstallGuard {
  readonly path: string;
  readonly content: string;
}

/** The one table of a platform. RHEL's rows are unverified: no lab runs them. */
export interface PlatformTable {
  readonly platform: Platform;
  readonly leastOsVersion: number;
  readonly programs: Readonly<Record<Program, ProgramRow>>;
  readonly installGuards: readonly InstallGuard[];
  readonly packageManager: 'apt' | 'dnf';
}
