import { checkResult, serverState, type HaproxyServer } from '@tamada/core/view';
import { byHand } from './by-hand.ts';
import { readTable, type Row } from './read-table.ts';

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
  const word = serverState.read(status);
  return {
    backend: pxname,
    name: svname,
    state: word,
    counting: counting(status),
    // As `nbsrv()` counts: draining and weightless ones do not.
    up: Number(weight) > 0 && (word.is === 'up' || word.is === 'unchecked'),
    sessions: Number(scur ?? '0'),
    check: checkResult.read(checkWords(row)),
    byHand: state === undefined ? null : byHand(state),
    address: state === undefined ? null : address(state),
  };
}

/** `UP 2/3` while checks begin to fail, `DOWN 40/81` while they begin to succeed. */
function counting(status: string): HaproxyServer['counting'] {
  const [, counted, wanted] = /^(?:UP|DOWN) (\d+)\/(\d+)$/.exec(status) ?? [];
  return counted === undefined || wanted === undefined ? null : { counted: Number(counted), wanted: Number(wanted) };
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
