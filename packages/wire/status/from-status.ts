import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { ErrorDetail } from '@tamada/core/errors';
import { TamadaError } from '@tamada/core/errors';
import { cleanReply } from '../client/clean.ts';
import type { RpcName } from '../service/contract.ts';
import { bundleLimitBytes, messageLimitBytes } from '../service/transport.ts';
import { parseDetail } from './parse-detail.ts';
import { detailKey } from './to-status.ts';

/** What the client knows about a failed call beside the status. */
export interface FailedCall {
  readonly call: RpcName;
  readonly node: string;
  readonly address: string;
  readonly deadlineMs: number;
  /** After how long the call was given up because nothing had been heard; null where it was not. */
  readonly silentMs: number | null;
  /** The agent was heard during the call. */
  readonly heard: boolean;
  /** The caller's own signal has ended. */
  readonly stopped: boolean;
  /** Why the peer's certificate was refused; null where it was not. */
  readonly peerProblem: string | null;
}

/** A failed call as an error of ours: what the agent sent, else what the transport says. */
export function fromStatus(error: ServiceError, failed: FailedCall): TamadaError {
  // A peer's status and certificate are as foreign as its answers.
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
    case status.INTERNAL:
    case status.UNKNOWN:
      return cutStream.test(error.details) ? unreachable('the connection was cut during the call') : failedRequest(call, error.details);
    case status.RESOURCE_EXHAUSTED:
      if (call === 'Apply' || call === 'PlanBundle') return { code: 'bundle_oversized', limitBytes: bundleLimitBytes };
      return failedRequest(call, `it is larger than the ${String(messageLimitBytes)} bytes that an agent takes as one message`);
    case status.UNIMPLEMENTED:
      return failedRequest(call, `the agent on ${node} does not know this call; install the same version of tamada on both sides`);
    default:
      return failedRequest(call, error.details);
  }
}

/** What grpc-js says itself of a stream that ended without an answer, as in an agent that is stopped: it is no word of the agent's. */
const cutStream = /RST_STREAM|^No status information received$|^Write failed/;

function failedRequest(request: RpcName, problem: string): ErrorDetail {
  return { code: 'request_failed', program: 'tamada-agent', request, problem };
}

function sentDetail(error: ServiceError): ErrorDetail | null {
  const [sent] = error.metadata.get(detailKey);
  return sent === undefined ? null : parseDetail(sent.toString());
}

/** Why there is no connection. `port`: the host answers, nothing listens. `peer`: something answers, but no agent that we may trust. */
interface ConnectionProblem {
  readonly blame: 'path' | 'port' | 'peer';
  readonly words: string;
}

/** grpc-js passes the reason of a failed connection on as text only: this is the one place that reads it. */
const reasons: readonly (readonly [RegExp, ConnectionProblem['blame'], string])[] = [
  [/ECONNREFUSED/, 'port', 'connection refused: tamada-agent does not run there, or listens on another port'],
  [/EHOSTUNREACH|ENETUNREACH/, 'path', 'no route to it: its host or its network is down'],
  [/ETIMEDOUT|connect timeout/i, 'path', 'no answer at all: the host is off, or a firewall drops the packets'],
  [/certificate has expired/, 'peer', "the agent's certificate has expired, by this machine's clock"],
  [/certificate is not yet valid/, 'peer', "the agent's certificate is not valid yet, by this machine's clock: it is behind"],
  [/self-signed|unable to verify|local issuer|signature failure/, 'peer', "the agent's certificate is of another authority"],
  [/certificate purpose/, 'peer', "the server's certificate is not an agent's"],
  [/alert protocol version|unsupported protocol|wrong version number/, 'path', 'the other side does not speak TLS 1.3'],
  [
    /alert (unknown ca|decrypt error|bad certificate|certificate required|certificate expired)|Failed to connect/,
    'path',
    'it hangs up during the handshake: the agent is stopping, our certificate is of another authority, or is not valid by the clock there (compare `date`)',
  ],
  [/ECONNRESET|EPIPE|disconnected|Connection dropped|GOAWAY|ping timeout/i, 'path', 'the connection was cut'],
];

/** The reason in words; the transport's own ones where we have none. */
function connectionProblem(details: string): ConnectionProblem {
  const known = reasons.find(([pattern]) => pattern.test(details));
  return known === undefined ? { blame: 'path', words: details } : { blame: known[1], words: known[2] };
}
