/** grpc-js passes the reason of a failed connection on as text only: this is the one place that reads it. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, 'connection refused: tamada-agent does not run there, or on another port'],
  [/EHOSTUNREACH|ENETUNREACH/, 'there is no way to its network'],
  [/ETIMEDOUT|connect timeout/i, 'no answer at all: the host is off, or a firewall drops the packets'],
  [/CERT_HAS_EXPIRED|certificate has expired/, "the agent's certificate has expired"],
  [/CERT_NOT_YET_VALID|not yet valid/, "the agent's certificate is not valid yet: a clock is wrong"],
  [/alert certificate expired/i, 'the agent says that our certificate has expired: `tamada init` makes a new one'],
  [
    /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|self.signed|unable to verify|local issuer|certificate signature failure/i,
    "the agent's certificate is of another authority",
  ],
  [
    /alert (unknown ca|decrypt error|bad certificate|certificate required)/i,
    'the agent does not accept our certificate: it is of another authority',
  ],
  [/alert protocol version|UNSUPPORTED_PROTOCOL|wrong version number/i, 'the other side does not speak TLS 1.3'],
  [/ECONNRESET|EPIPE|socket hang up|disconnected|Connection dropped|GOAWAY|ping timeout/i, 'the connection was cut'],
];

/** Why there is no connection, in words; the transport's own ones where we have none. */
export function connectionProblem(details: string): string {
  return reasons.find(([pattern]) => pattern.test(details))?.[1] ?? details;
}
