import { nodeIn, serverByHand, shut, silence, silenceWords, type ClusterView, type HaproxyServer, type HostView } from '@tamada/core/view';

/** One host's HAProxy: where it leads, why, and what its checks of the servers found. */
export interface ServiceHost {
  readonly name: string;
  /** Null where nobody knows. */
  readonly servers: readonly string[] | null;
  readonly why: string;
  readonly checks: readonly HaproxyServer[];
}

/** The verdict while no host tells: unknown is not nowhere. */
export const nobodyTells = 'nobody knows where: no agent of its hosts answers';

/** What keeps a host's HAProxy from being judged; null where nothing does. */
export function quiet(view: ClusterView, { name }: HostView): string | null {
  const node = nodeIn(view, name);
  if (node?.status == null) return node === undefined ? 'it was not asked' : silenceWords('its agent', node.silence);
  const own = silence(node.status.haproxy);
  return own === null ? null : silenceWords('its HAProxy', own);
}

/** Why the host's port takes no connections; null where it does, and where nobody knows. */
export function closed({ haproxy }: HostView, frontend: string, port: number): string | null {
  const why = haproxy === null ? null : shut(haproxy, frontend);
  if (why === null) return null;
  return `its HAProxy takes no connections on ${String(port)}: ${why.byHand ? `somebody set ${frontend} there: ` : ''}${why.words}`;
}

/** Servers with all that was set on them by hand, their addresses too. */
export function checksOf(view: ClusterView, { haproxy }: HostView, wanted: (server: HaproxyServer) => boolean): readonly HaproxyServer[] {
  return (haproxy?.servers ?? []).filter(wanted).map((server) => ({ ...server, byHand: serverByHand(view.topology, server) }));
}
