import { frontendState, type HaproxySaid } from '@tamada/core/view';
import { readTable } from './read-table.ts';

type HaproxyFrontend = HaproxySaid['frontends'][number];

/** All ports that clients come to, in the configuration's order, out of the answer to `show stat`. */
export function readFrontends(answer: string): HaproxyFrontend[] {
  return readTable(answer, '# pxname,', ',')
    .filter(({ svname }) => svname === 'FRONTEND')
    .map(({ pxname = '', status = '', scur, slim }) => ({
      name: pxname,
      state: frontendState.read(status),
      sessions: Number(scur),
      limit: Number(slim),
    }));
}
