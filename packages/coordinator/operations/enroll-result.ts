/** A node's file, and what it takes to use it. */
export interface Enrolled {
  readonly node: string;
  readonly address: string;
  readonly file: string;
  readonly notAfterMs: number;
}

/** One certificate after a renewal: its new end, or why it has none. */
export interface Renewed {
  /** A node, or `workspace`. */
  readonly holder: string;
  readonly name: string;
  readonly notAfterMs: number | null;
  readonly problem: string | null;
}
