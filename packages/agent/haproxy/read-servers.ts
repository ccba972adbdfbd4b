import type { NodeStatus } from '@tamada/core/verdict';
import { byHand } from './by-hand.ts';
import { readTable, type Row } from './read-table.ts';

type HaproxyServer = NonNullable<NodeStatus['haproxy']>['servers'][number];

/** What is asked in one line: HAProxy answers both, one after the other. */
export const serverQuestions = 'show stat;show servers state';

/** All servers of all backends, in the configuration's order. */
export function readServers(answer: string): HaproxyServer[] {
  const states = readTable(answer, '# be_id ', ' ');
  return readTable(answer, '# pxname,', ',')
    .filter(({ svname }) => svname !== 'FRONTEND' && svname !== 'BACKEND')
    .map((row) => server(row, states));
}

function server(row: Row, states: readonly Row[]): HaproxyServer {
  const { pxname = '', svname = '', status = '', weight, scur } = row;
  const state = states.find(({ be_name, srv_name }) => be_name === pxname && srv_name === svname);
  return {
    backend: pxname,
    name: svname,
    up: takesConnections(status, Number(weight)),
    sessions: Number(scur ?? '0'),
    check: checkWords(row),
    byHand: state === undefined ? '' : byHand(state),
    status,
    address: state === undefined ? '' : address(state),
  };
}

function address({ srv_addr = '', srv_port = '' }: Row): string {
  return srv_addr.includes(':') ? `[${srv_addr}]:${srv_port}` : `${srv_addr}:${srv_port}`;
}

/** What was found last; a star stands before it while the next check runs. A server that tracks another one has no checks. */
function checkWords({ tracked = '', check_status = '', check_code = '' }: Row): string {
  if (tracked !== '') return `as ${tracked}`;
  const result = check_status.replace(/^\* /, '');
  return check_code === '' ? result : `${result}/${check_code}`;
}

/** As `nbsrv()` counts: `UP`, `UP 1/3` while checks fail, or a server without checks; draining and weightless ones do not. */
function takesConnections(status: string, weight: number): boolean {
  return weight > 0 && (status === 'no check' || status === 'UP' || status.startsWith('UP '));
}
