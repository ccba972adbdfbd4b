import type { Owner } from '../platform/index.ts';

/** All files and units that one node needs. The digest covers everything here but the generation. */
export interface Bundle {
  readonly cluster: string;
  readonly node: string;
  /** Grows with every change; 0 while nothing has assigned one. */
  readonly generation: number;
  readonly directories: readonly BundleDirectory[];
  readonly files: readonly BundleFile[];
  readonly units: readonly BundleUnit[];
}

export interface BundleDirectory {
  readonly path: string;
  readonly program: Owner;
  readonly owner: string;
  readonly group: string;
  readonly mode: number;
}

/** `content` is text with secret slots (see secrets/slot.ts). */
export interface BundleFile extends BundleDirectory {
  readonly content: string;
}

/** What is wanted of a unit in the end. Units of a member that never ran are started but not enabled until it is established. */
export interface BundleUnit {
  readonly name: string;
  readonly program: Owner;
  readonly running: boolean;
  readonly enabled: boolean;
}
