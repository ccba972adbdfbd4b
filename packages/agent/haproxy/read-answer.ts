import { checkResult, serverState, type HaproxyServer, frontendState, type HaproxySaid } from '@tamada/core/view';

/** Both questions go in one line; HAProxy answers one after the other. */
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
    // As `nbsrv()` counts: draining servers and those without weight do not count.
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

/** The last result; it starts with a star while the next check runs. A server that tracks another one has no checks. */
function checkWords({ tracked = '', check_status = '', check_code = '' }: Row): string {
  if (tracked !== '') return `as ${tracked}`;
  const result = check_status.replace(/^\* /, '');
  return check_code === '' ? result : `${result}/${check_code}`;
}

/** Bits of `srv_admin_state` and `srv_check_state` (management guide, "show servers state"). */
const forcedMaintenance = 0x01;
const forcedDrain = 0x08;
const checkConfigured = 0x02;
const checkEnabled = 0x04;

/** What somebody has set on a server through the runtime socket; our configuration sets none of it. Null for nothing. */
function byHand({ srv_admin_state, srv_check_state, srv_uweight, srv_iweight, srv_check_addr = '-' }: Row): string | null {
  const [admin, check] = [Number(srv_admin_state), Number(srv_check_state)];
  const deeds = [
    (admin & forcedMaintenance) === 0 ? null : 'in maintenance',
    (admin & forcedDrain) === 0 ? null : 'draining',
    srv_uweight === srv_iweight ? null : `weight ${srv_uweight ?? 'unknown'} instead of ${srv_iweight ?? 'unknown'}`,
    (check & checkConfigured) !== 0 && (check & checkEnabled) === 0 ? 'checks switched off' : null,
    srv_check_addr === '-' ? null : `checked at ${srv_check_addr}`,
  ].filter((words) => words !== null);
  return deeds.length === 0 ? null : deeds.join(', ');
}

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

type Row = Readonly<Partial<Record<string, string>>>;

/** The table whose heading starts like this, up to an empty line; cells by column name. HAProxy quotes none of those that we read. */
function readTable(answer: string, heading: string, separator: string): readonly Row[] {
  const lines = answer.split('\n');
  const start = lines.findIndex((line) => line.startsWith(heading));
  if (start < 0) return [];
  const names = (lines[start] ?? '').slice(2).split(separator);
  const end = lines.indexOf('', start);
  return lines.slice(start + 1, end < 0 ? undefined : end).map((line) => {
    const cells = line.split(separator);
    return Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']));
  });
}
