import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { ErrorDetail } from '@tamada/core/errors';
import { TamadaError } from '@tamada/core/errors';
import { cleanReply } from '../client/clean.ts';
import { bundleLimitBytes, messageLimitBytes } from '../service/limits.ts';
import type { RpcName } from '../service/types.ts';
import { connectionProblem } from './connection-problem.ts';
import { parseDetail } from './parse-detail.ts';
import { detailKey } from './to-status.ts';

/** What the client knows about a failed call beside the status. */
export interface FailedCall {
  readonly call: RpcName;
  readonly node: string;
  readonly address: string;
  readonly deadlineMs: number;
  /** The call was given up after so long, because nothing had been heard; null where it was not. */
  readonly silentMs: number | null;
  /** The agent was heard during the call. */
  readonly heard: boolean;
  /** The caller's own signal has ended. */
  readonly stopped: boolean;
  /** Why the peer's certificate was refused; null where it was not. */
  readonly peerProblem: string | null;
}

/** A failed call as an error of ours: the agent's own words where it sent them, else what the transport tells. */
export function fromStatus(error: ServiceError, failed: FailedCall): TamadaError {
  // What a peer says of itself, in a status or in its certificate, is as foreign as what it answers.
  const detail = cleanReply(sentDetail(error) ?? transportDetail(error, failed)) as ErrorDetail;
  return new TamadaError(detail, { cause: error });
}

function transportDetail(error: ServiceError, failed: FailedCall): ErrorDetail {
  const { call, node, address, peerProblem, silentMs } = failed;
  if (failed.stopped) return { code: 'cancelled', what: `${call} on ${node}` };
  if (peerProblem !== null) return { code: 'wrong_peer', node, problem: peerProblem };
  const unreachable = (problem: string, host: 'up' | 'heard' | 'unknown' = failed.heard ? 'heard' : 'unknown'): ErrorDetail => ({
    code: 'node_unreachable',
    node,
    address,
    problem,
    host,
  });
  if (silentMs !== null) return unreachable(`nothing was heard of it within ${String(silentMs / 1000)} s`, 'unknown');
  switch (error.code) {
    case status.DEADLINE_EXCEEDED:
      return unreachable(`no answer to ${call} within ${String(failed.deadlineMs / 1000)} s`);
    case status.UNAVAILABLE: {
      const { blame, words } = connectionProblem(error.details);
      return blame === 'peer' ? { code: 'wrong_peer', node, problem: words } : unreachable(words, blame === 'port' ? 'up' : undefined);
    }
    case status.CANCELLED:
      return unreachable('the connection was cut during the call');
    case status.RESOURCE_EXHAUSTED:
      if (call === 'Apply' || call === 'PlanBundle') return { code: 'bundle_oversized', limitBytes: bundleLimitBytes };
      return failedRequest(call, `it is larger than the ${String(messageLimitBytes)} bytes that an agent takes as one message`);
    case status.UNIMPLEMENTED:
      return failedRequest(call, `the agent on ${node} does not know this call; install the same version of tamada on both sides`);
    default:
      return failedRequest(call, error.details);
  }
}

function failedRequest(request: RpcName, problem: string): ErrorDetail {
  return { code: 'request_failed', program: 'tamada-agent', request, problem };
}

function sentDetail(error: ServiceError): ErrorDetail | null {
  const [sent] = error.metadata.get(detailKey);
  return sent === undefined ? null : parseDetail(sent.toString());
}
