/** Every error that a person may meet, as a code with typed metadata. Refusals travel from agent to coordinator in this shape. */
export type ErrorDetail =
  /** A file that the operator wrote has mistakes; all of them are listed. */
  | { readonly code: 'file_invalid'; readonly file: string; readonly problems: readonly FileProblem[] }
  /** A file that must be there is not. */
  | { readonly code: 'file_missing'; readonly file: string; readonly next: string }
  /** What was asked for on the command line cannot be. */
  | { readonly code: 'usage'; readonly problem: string; readonly next: string }
  /** Going on would be unsafe. */
  | { readonly code: 'unsafe'; readonly problem: string; readonly next: string }
  /** A secret has no value; only `init` makes secrets. */
  | { readonly code: 'secret_missing'; readonly name: string; readonly neededBy: string }
  /** A template uses a name that its view does not have. */
  | { readonly code: 'template_unknown_name'; readonly template: string; readonly name: string }
  /** A template, view or value cannot be rendered. */
  | { readonly code: 'render_failed'; readonly template: string; readonly problem: string }
  /** Somebody else holds the lock or the lease. */
  | { readonly code: 'locked'; readonly by: string; readonly next: string }
  /** An agent does not answer. `up`: its host said that nothing listens there. `heard`: the agent itself was heard during the call. */
  | {
      readonly code: 'node_unreachable';
      readonly node: string;
      readonly address: string;
      readonly problem: string;
      readonly host: 'up' | 'heard' | 'unknown';
    }
  /** An agent answered that is not the one that was meant, or not of this cluster. */
  | { readonly code: 'wrong_peer'; readonly node: string; readonly problem: string }
  /** The certificate's authority may not call this. */
  | { readonly code: 'permission_denied'; readonly call: string; readonly authority: string }
  /** Coordinator and agent speak different protocols. */
  | { readonly code: 'protocol_mismatch'; readonly node: string; readonly agent: number; readonly coordinator: number }
  /** The bundle is for another cluster. */
  | { readonly code: 'wrong_cluster'; readonly expected: string; readonly got: string }
  /** The bundle is for another node. */
  | { readonly code: 'wrong_node'; readonly expected: string; readonly got: string }
  /** The bundle's content does not match its digest. */
  | { readonly code: 'bundle_corrupt'; readonly problem: string }
  /** The bundle ended early. */
  | { readonly code: 'bundle_truncated'; readonly got: number; readonly expected: number | null }
  /** The bundle is larger than an agent takes. */
  | { readonly code: 'bundle_oversized'; readonly limitBytes: number }
  /** The node already has a newer generation. */
  | { readonly code: 'generation_old'; readonly current: number; readonly got: number }
  /** The node has this generation with another content. */
  | { readonly code: 'generation_conflict'; readonly generation: number; readonly current: string; readonly got: string }
  /** A coordinator with a newer lease has been here. */
  | { readonly code: 'fence_old'; readonly current: number; readonly got: number }
  /** A coordinator has been here with a lease, so that a change needs one. */
  | { readonly code: 'fence_missing'; readonly current: number }
  /** Consul knows the lease by another number; 0 where nobody holds it. */
  | { readonly code: 'fence_wrong'; readonly known: number; readonly got: number }
  /** The path, or its owner or mode, is not in the table of what this role may have. */
  | { readonly code: 'path_refused'; readonly path: string; readonly problem: string }
  /** A symlink, or something that is not a plain file or folder, stands where a file should be written. */
  | { readonly code: 'symlink_in_way'; readonly path: string; readonly at: string }
  /** A user or group that a file needs does not exist. */
  | { readonly code: 'owner_missing'; readonly path: string; readonly owner: string }
  /** The program's own validator said no; its words are passed on. */
  | { readonly code: 'validator_refused'; readonly program: string; readonly path: string; readonly output: string }
  /** There is no room. */
  | { readonly code: 'disk_full'; readonly path: string }
  /** The file system refused: read-only, no permission, broken, too many open files. `errno` is the system's code, as EROFS. */
  | { readonly code: 'file_system_failed'; readonly path: string; readonly errno: string }
  /** A file in which the agent remembers something cannot be read as such. It is left as it is. */
  | { readonly code: 'state_broken'; readonly file: string; readonly problem: string; readonly next: string }
  /** The node is doing something else; one operation at a time. */
  | { readonly code: 'busy'; readonly with: string }
  /** The data directory holds something that tamada did not put there. */
  | { readonly code: 'data_directory_foreign'; readonly path: string }
  /** A program that is needed is not installed. */
  | { readonly code: 'program_missing'; readonly program: string; readonly next: string }
  /** Packages could not be installed; the package manager's words are passed on. */
  | { readonly code: 'packages_failed'; readonly packages: readonly string[]; readonly output: string }
  /** A unit did not reach the state that was asked for. */
  | { readonly code: 'unit_failed'; readonly unit: string; readonly wanted: string; readonly output: string }
  /** A program runs but is not healthy in time. */
  | { readonly code: 'unhealthy'; readonly program: string; readonly problem: string }
  /** A wait ended without what was waited for. */
  | { readonly code: 'condition_not_met'; readonly condition: string; readonly seen: string; readonly afterMs: number }
  /** A program that the node runs (Consul, Patroni, PostgreSQL) refused or failed a request. */
  | { readonly code: 'request_failed'; readonly program: string; readonly request: string; readonly problem: string }
  /** The same of a program that says what can be done. */
  | {
      readonly code: 'tool_failed';
      readonly program: string;
      readonly request: string;
      readonly problem: string;
      readonly next: string;
    }
  /** Stopped on request. */
  | { readonly code: 'cancelled'; readonly what: string }
  /** Our bug. */
  | { readonly code: 'internal'; readonly problem: string };

export type ErrorCode = ErrorDetail['code'];

/** One mistake in a file. Line and column count from 1; 0 where the mistake has no place. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  /** What would be right. */
  readonly hint: string;
  readonly level: 'error' | 'warning';
}
