import type { ReadReason, ServiceHost, VipCandidate, VipReason, WriteReason } from '@tamada/core/verdict';
import { type Paint, table } from './paint.ts';
import { byteSize, duration } from './quantity.ts';

/** Why a VIP is where it is, for a terminal. */
export function vipReasonText({ datacenter, address, verdict, hosts }: VipReason, paint: Paint): string {
  const rows = hosts.map(({ name, holds, may, priority, why }) => [
    name,
    holds === true ? paint.good('yes') : holds === null ? 'unknown' : 'no',
    priority === null ? (may === 'unknown' ? 'unknown' : 'none') : String(priority),
    why,
  ]);
  return [
    `${paint.strong(`VIP ${address} of ${datacenter}`)}  ${verdict}`,
    '',
    table([heading(paint, 'HOST', 'HOLDS IT', 'PRIORITY', 'WHY'), ...rows]),
    '',
    table([heading(paint, 'HOST', 'CHECK', 'ANSWER', 'GOT', 'WHY', 'SINCE', 'ASKED'), ...hosts.flatMap(checkRows)]),
  ].join('\n');
}

/** Why 5555 or 5556 leads where it leads, for a terminal. */
export function serviceReasonText(reason: WriteReason | ReadReason, paint: Paint): string {
  const rows = reason.hosts.map(({ name, servers, why }) => [
    name,
    servers === null ? paint.faint('unknown') : servers.length === 0 ? paint.bad('nowhere') : servers.join(', '),
    why,
  ]);
  return [
    `${paint.strong(String(reason.port))}  leads ${reason.verdict}`,
    ...(reason.service === 'ro' ? ['', memberTable(reason, paint)] : []),
    '',
    table([heading(paint, 'FROM', 'TO', 'WHY'), ...rows]),
    '',
    table([heading(paint, 'FROM', 'SERVER', 'STATUS', 'CHECK', 'SESSIONS', 'BY HAND'), ...reason.hosts.flatMap(serverRows)]),
  ].join('\n');
}

function memberTable({ members }: ReadReason, paint: Paint): string {
  const states = { leader: 'leader', sync_standby: 'synchronous', replica: 'asynchronous' };
  const rows = members.map(({ name, datacenter, state, runs, lagBytes }) => [
    datacenter,
    name,
    state === null ? 'unknown' : states[state],
    { yes: 'running', no: paint.bad('not running'), unknown: paint.warn('unknown') }[runs],
    lagBytes === null || state === 'leader' ? '' : byteSize(lagBytes),
  ]);
  return table([heading(paint, 'DC', 'MEMBER', 'STATE', 'POSTGRESQL', 'LAG'), ...rows]);
}

function checkRows({ name, checks }: VipCandidate): readonly (readonly string[])[] {
  return checks.map(({ subject, look }) => {
    if (look.answer === 'silent') return [name, subject, 'unknown', '', look.problem, '', ''];
    const { answer, got, basis, sinceMs, asked } = look.said;
    return [name, subject, answer, got, basis.text, sinceMs === null ? '' : duration(sinceMs), asked];
  });
}

function serverRows({ name, checks }: ServiceHost): readonly (readonly string[])[] {
  return checks.map((server) => [
    name,
    `${server.backend}/${server.name}`,
    server.state.text,
    server.check.text,
    String(server.sessions),
    server.byHand ?? '',
  ]);
}

function heading(paint: Paint, ...names: readonly string[]): readonly string[] {
  return names.map(paint.faint);
}
