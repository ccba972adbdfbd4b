import { errorDetail, TamadaError, type ErrorDetail } from '@tamada/core/errors';
import { nodeOf, type Topology } from '@tamada/core/topology';
import { version } from '@tamada/core/version';
import { connectAgent, type AgentClient, type CallOptions, type ClientCredentials } from '@tamada/wire';

/**
 * A busy host that was heard gets this long: a healthy one answers in a tenth of a second. One of which nothing at all was heard (off,
 * frozen, cut off) costs no more than the second number, so that `tamada status` stays below 2 s with it.
 */
const usual = { deadlineMs: 5_000, silenceMs: 1_300 } as const;

export type Question<T> = (client: AgentClient, options: CallOptions) => Promise<T>;

/** What one of several nodes said. */
export type Reply<T> =
  | { readonly ok: true; readonly node: string; readonly value: T }
  | { readonly ok: false; readonly node: string; readonly error: ErrorDetail };

/** All agents of the topology, connected when first asked. */
export interface Connections {
  readonly client: (node: string) => AgentClient;
  readonly ask: <T>(node: string, question: Question<T>, options?: Partial<CallOptions>) => Promise<T>;
  /** Asks all at once; one that does not answer costs the others nothing. */
  readonly askAll: <T>(nodes: readonly string[], question: Question<T>, options?: Partial<CallOptions>) => Promise<readonly Reply<T>[]>;
  readonly close: () => void;
}

export interface ConnectionsOptions {
  readonly topology: Topology;
  readonly credentials: ClientCredentials;
  readonly signal: AbortSignal;
}

export function makeConnections({ topology, credentials, signal }: ConnectionsOptions): Connections {
  const clients = new Map<string, AgentClient>();
  const connect = (name: string): AgentClient => {
    const node = nodeOf(topology, name);
    if (node === undefined) throw new TamadaError({ code: 'internal', problem: `${name} is not in the topology` });
    const client = connectAgent({ node: name, address: node.address, port: topology.agent.port, credentials, version });
    clients.set(name, client);
    return client;
  };
  const client: Connections['client'] = (node) => clients.get(node) ?? connect(node);
  const ask: Connections['ask'] = async (node, question, { deadlineMs, ...options } = {}) =>
    question(client(node), { ...(deadlineMs === undefined ? usual : { deadlineMs }), signal, ...options });
  const askAll: Connections['askAll'] = (nodes, question, options) =>
    Promise.all(nodes.map((node) => reply(node, ask(node, question, options))));
  const close = (): void => {
    for (const open of clients.values()) open.close();
  };
  return { client, ask, askAll, close };
}

async function reply<T>(node: string, answer: Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, node, value: await answer };
  } catch (error) {
    return { ok: false, node, error: errorDetail(error) };
  }
}
