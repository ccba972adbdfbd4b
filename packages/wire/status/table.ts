import { status } from '@grpc/grpc-js';
import type { ErrorCode, ErrorDetail, FileProblem } from '@tamada/core/errors';

/** What a detail's field holds. */
export type FieldKind = 'text' | 'number' | 'number or null' | 'texts' | 'problems';

type KindOf<T> = [T] extends [string]
  ? 'text'
  : [T] extends [number]
    ? 'number'
    : [T] extends [number | null]
      ? 'number or null'
      : [T] extends [readonly string[]]
        ? 'texts'
        : [T] extends [readonly FileProblem[]]
          ? 'problems'
          : never;

type DetailOf<C extends ErrorCode> = Extract<ErrorDetail, { code: C }>;

interface Row<C extends ErrorCode> {
  /** For callers that see only the status; our own side reads the detail. */
  readonly status: status;
  /** Shape of the detail, by which it is checked at the edge. */
  readonly fields: { readonly [F in Exclude<keyof DetailOf<C>, 'code'>]: KindOf<DetailOf<C>[F]> };
}

/** Error code → gRPC status and the detail's fields. A missing code or field does not compile. */
export const statusTable: { readonly [C in ErrorCode]: Row<C> } = {
  file_invalid: { status: status.INVALID_ARGUMENT, fields: { file: 'text', problems: 'problems' } },
  file_missing: { status: status.NOT_FOUND, fields: { file: 'text', next: 'text' } },
  usage: { status: status.INVALID_ARGUMENT, fields: { problem: 'text', next: 'text' } },
  unsafe: { status: status.FAILED_PRECONDITION, fields: { problem: 'text', next: 'text' } },
  secret_missing: { status: status.FAILED_PRECONDITION, fields: { name: 'text', neededBy: 'text' } },
  template_unknown_name: { status: status.INVALID_ARGUMENT, fields: { template: 'text', name: 'text' } },
  render_failed: { status: status.INVALID_ARGUMENT, fields: { template: 'text', problem: 'text' } },
  locked: { status: status.ABORTED, fields: { by: 'text', next: 'text' } },
  node_unreachable: { status: status.UNAVAILABLE, fields: { node: 'text', address: 'text', problem: 'text', host: 'text' } },
  wrong_peer: { status: status.UNAUTHENTICATED, fields: { node: 'text', problem: 'text' } },
  permission_denied: { status: status.PERMISSION_DENIED, fields: { call: 'text', authority: 'text' } },
  protocol_mismatch: { status: status.FAILED_PRECONDITION, fields: { node: 'text', agent: 'number', coordinator: 'number' } },
  wrong_cluster: { status: status.INVALID_ARGUMENT, fields: { expected: 'text', got: 'text' } },
  wrong_node: { status: status.INVALID_ARGUMENT, fields: { expected: 'text', got: 'text' } },
  bundle_corrupt: { status: status.DATA_LOSS, fields: { problem: 'text' } },
  bundle_truncated: { status: status.DATA_LOSS, fields: { got: 'number', expected: 'number or null' } },
  bundle_oversized: { status: status.RESOURCE_EXHAUSTED, fields: { limitBytes: 'number' } },
  generation_old: { status: status.FAILED_PRECONDITION, fields: { current: 'number', got: 'number' } },
  generation_conflict: { status: status.FAILED_PRECONDITION, fields: { generation: 'number', current: 'text', got: 'text' } },
  fence_old: { status: status.ABORTED, fields: { current: 'number', got: 'number' } },
  fence_missing: { status: status.FAILED_PRECONDITION, fields: { current: 'number' } },
  fence_wrong: { status: status.ABORTED, fields: { known: 'number', got: 'number' } },
  path_refused: { status: status.PERMISSION_DENIED, fields: { path: 'text', problem: 'text' } },
  symlink_in_way: { status: status.FAILED_PRECONDITION, fields: { path: 'text', at: 'text' } },
  owner_missing: { status: status.FAILED_PRECONDITION, fields: { path: 'text', owner: 'text' } },
  validator_refused: { status: status.INVALID_ARGUMENT, fields: { program: 'text', path: 'text', output: 'text' } },
  disk_full: { status: status.RESOURCE_EXHAUSTED, fields: { path: 'text' } },
  file_system_failed: { status: status.FAILED_PRECONDITION, fields: { path: 'text', errno: 'text' } },
  state_broken: { status: status.FAILED_PRECONDITION, fields: { file: 'text', problem: 'text', next: 'text' } },
  busy: { status: status.ABORTED, fields: { with: 'text' } },
  data_directory_foreign: { status: status.FAILED_PRECONDITION, fields: { path: 'text' } },
  program_missing: { status: status.FAILED_PRECONDITION, fields: { program: 'text', next: 'text' } },
  packages_failed: { status: status.FAILED_PRECONDITION, fields: { packages: 'texts', output: 'text' } },
  unit_failed: { status: status.FAILED_PRECONDITION, fields: { unit: 'text', wanted: 'text', output: 'text' } },
  unhealthy: { status: status.FAILED_PRECONDITION, fields: { program: 'text', problem: 'text' } },
  condition_not_met: { status: status.FAILED_PRECONDITION, fields: { condition: 'text', seen: 'text', afterMs: 'number' } },
  request_failed: { status: status.FAILED_PRECONDITION, fields: { program: 'text', request: 'text', problem: 'text' } },
  tool_failed: { status: status.FAILED_PRECONDITION, fields: { program: 'text', request: 'text', problem: 'text', next: 'text' } },
  cancelled: { status: status.CANCELLED, fields: { what: 'text' } },
  internal: { status: status.INTERNAL, fields: { problem: 'text' } },
};
