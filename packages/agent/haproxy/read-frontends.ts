import type { NodeStatus } from '@tamada/core/verdict';
import { readTable } from './read-table.ts';

type HaproxyFrontend = NonNullable<NodeStatus['haproxy']>['frontends'][number];

/** All ports that clients come to, in the configuration's order, out of the answer to `show stat`. */
export function readFrontends(answer: string): HaproxyFrontend[] {
  return readTable(answer, '# pxname,', ',')
    .filter(({ svname }) => svname === 'FRONTEND')
    .map(({ pxname = '', status = '', scur, slim }) => ({ name: pxname, status, sessions: Number(scur), limit: Number(slim) }));
}
