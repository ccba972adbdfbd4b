import type { DrainPlan, RebootPlan } from '@tamada/core/sequence';
import { counted } from './quantity.ts';

/** Sessions from the network; null where nobody knows. */
export interface HostSessions {
  readonly server: number | null;
  readonly haproxy: number | null;
}

/** How clients leave a host, before it is asked for. */
export function drainText({ node, successor, vips, back }: DrainPlan, sessions: HostSessions): string {
  const again = back ? `, and leads again at the end of a reboot` : '';
  return [
    ...(successor === null ? [] : [`${node} leads, and hands over to ${successor} first${again}: its sessions are cut off`]),
    ...(vips.length === 0 ? [] : [`${vips.join(', ')} moves to another host of its datacentre, which cuts off the sessions through it`]),
    `${node} has ${sessionWords(sessions)}`,
  ].join('\n');
}

/** The same, and what Consul has left. `sessions` null for a host to which no client comes. */
export function rebootText({ node, drain, majority, resumed }: RebootPlan, sessions: HostSessions | null): string {
  return [
    ...(resumed ? [`a reboot of ${node} was begun, and is gone on with`] : []),
    ...(drain === null || sessions === null ? [] : [drainText(drain, sessions)]),
    ...(majority === null ? [] : [majority]),
  ].join('\n');
}

export function sessionWords({ server, haproxy }: HostSessions): string {
  const words = (count: number | null, where: string): string =>
    count === null ? `nobody knows how many sessions ${where}` : `${counted(count, 'session')} ${where}`;
  return `${words(server, 'on its PostgreSQL')}, ${words(haproxy, 'through its HAProxy')}`;
}
