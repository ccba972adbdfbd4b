import type { Topology } from '../types.ts';

/** A place in the topology file: keys and indexes from the top. */
export type Path = readonly (string | number)[];

/** What a rule found. `at` says whether the key or the value of the path is the mistake. */
export interface Finding {
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly problem: string;
  readonly hint: string;
}

/** What must hold in a topology beyond the shape of single values. */
export interface Rule {
  readonly name: string;
  readonly level: 'error' | 'warning';
  /** The operator may demote it by naming it under `allow`. */
  readonly allowable: boolean;
  /** `whole`: also judges what is missing, so it runs only where every value could be read. */
  readonly scope: 'part' | 'whole';
  readonly check: (topology: Topology) => readonly Finding[];
}
