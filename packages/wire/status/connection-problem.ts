/** Why there is no connection. `port`: the host answers, nothing listens. `peer`: something answers, but no agent that we may trust. */
export interface ConnectionProblem {
  readonly blame: 'path' | 'port' | 'peer';
  readonly words: string;
}

/** grpc-js passes the reason of a failed connection on as text only: this is the one place that reads it. */
const reasons: readonly (readonly [RegExp, ConnectionProblem['blame'], string])[] = [
  [/ECONNREFUSED/, 'port', 'connection refused: tamada-agent does not run there, or on another port'],
  [/EHOSTUNREACH|ENETUNREACH/, 'path', 'no way there: its host is off, or its network is'],
  [/ETIMEDOUT|connect timeout/i, 'path', 'no answer at all: the host is off, or a firewall drops the packets'],
  [/certificate has expired/, 'peer', "the agent's certificate has expired, by this machine's clock"],
  [/certificate is not yet valid/, 'peer', "the agent's certificate is not valid yet, by this machine's clock: it is behind"],
  [/self-signed|unable to verify|local issuer|signature failure/, 'peer', "the agent's certificate is of another authority"],
  [/certificate purpose/, 'peer', "the server's certificate is not an agent's"],
  [/alert protocol version|unsupported protocol|wrong version number/, 'path', 'the other side does not speak TLS 1.3'],
  [
    /alert (unknown ca|decrypt error|bad certificate|certificate required|certificate expired)|Failed to connect/,
    'path',
    'it hangs up during the handshake: the agent is just stopping, our certificate is of another authority, or does not count by the clock there (compare `date`)',
  ],
  [/ECONNRESET|EPIPE|disconnected|Connection dropped|GOAWAY|ping timeout/i, 'path', 'the connection was cut'],
];

/** The reason in words; the transport's own ones where we have none. */
export function connectionProblem(details: string): ConnectionProblem {
  const known = reasons.find(([pattern]) => pattern.test(details));
  return known === undefined ? { blame: 'path', words: details } : { blame: known[1], words: known[2] };
}
