import type { ErrorDetail } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';

/** One thing that an agent does to converge on a bundle. Data only: it can be printed, compared, sent. */
export type Step =
  | ({ readonly kind: 'make_directory' } & Metadata)
  | { readonly kind: 'write_file'; readonly path: string; readonly reason: 'missing' | 'content' }
  | ({ readonly kind: 'correct_metadata' } & Metadata)
  /** Only files that an earlier bundle put there. */
  | { readonly kind: 'remove_file'; readonly path: string }
  | { readonly kind: 'run_sysusers'; readonly digest: string }
  /** Makes the folders that the bundle's tmpfiles.d files tell of. */
  | { readonly kind: 'run_tmpfiles'; readonly digest: string }
  | { readonly kind: 'daemon_reload'; readonly digest: string }
  /** Renames the directory of a member that never ran to `<path>.aborted-<time>`; nothing is deleted. */
  | { readonly kind: 'set_aside_data_directory'; readonly path: string }
  /** Notes that what will appear in the empty directory is ours. */
  | { readonly kind: 'claim_data_directory'; readonly path: string }
  | OnUnit<'enable_unit' | 'disable_unit' | 'stop_unit' | 'start_unit' | 'restart_unit' | 'reload_unit'>
  | { readonly kind: 'await_healthy'; readonly unit: string; readonly program: Program };

export type StepKind = Step['kind'];

/** One member of the union for each word. */
type OnUnit<K extends string> = K extends string ? { readonly kind: K; readonly unit: string } : never;

interface Metadata {
  readonly path: string;
  readonly owner: string;
  readonly group: string;
  readonly mode: number;
}

/** What the step is about: a path, a unit or a program. */
export function stepSubject(step: Step): string {
  switch (step.kind) {
    case 'make_directory':
    case 'write_file':
    case 'correct_metadata':
    case 'remove_file':
    case 'set_aside_data_directory':
    case 'claim_data_directory':
      return step.path;
    case 'run_sysusers':
      return 'sysusers';
    case 'run_tmpfiles':
      return 'tmpfiles';
    case 'daemon_reload':
      return 'systemd';
    case 'enable_unit':
    case 'disable_unit':
    case 'stop_unit':
    case 'reload_unit':
    case 'start_unit':
    case 'restart_unit':
      return step.unit;
    case 'await_healthy':
      return step.program;
  }
}

const reasons: Readonly<Record<StepKind, string>> = {
  make_directory: 'is not there',
  write_file: 'has another content',
  correct_metadata: 'has another owner or mode',
  remove_file: 'is not in the bundle any more',
  run_sysusers: 'system users changed',
  run_tmpfiles: 'folders below /run changed',
  daemon_reload: 'unit files changed',
  set_aside_data_directory: 'its member never ran',
  claim_data_directory: 'is empty and about to be filled',
  enable_unit: 'should start with the host',
  disable_unit: 'should not start with the host',
  stop_unit: 'should not run',
  reload_unit: 'runs with older files',
  start_unit: 'does not run',
  restart_unit: 'runs with older files that it reads at its start only',
  await_healthy: 'was started',
};

/** Why the step is needed, in words that follow its subject. */
export function stepReason(step: Step): string {
  return step.kind === 'write_file' && step.reason === 'missing' ? 'is not there' : reasons[step.kind];
}

/** Steps in order, none when the node is as it should be; or why nothing may be done. */
export type Plan = { readonly kind: 'steps'; readonly steps: readonly Step[] } | { readonly kind: 'refused'; readonly detail: ErrorDetail };
