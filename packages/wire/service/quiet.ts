import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';

/** gRPC's own log goes to stderr and repeats what a peer has sent, as it came: everything that matters is said by our own errors. */
export function quietTransport(): void {
  setLogVerbosity(logVerbosity.NONE);
}
