import { whyService, whyVip } from '@tamada/core/verdict';
import { checkBasis, checkResult, clusterView, serverState, type ClusterView } from '@tamada/core/view';
import { expect, test } from 'vitest';
import { serviceReasonText, vipReasonText } from '../../../../packages/coordinator/report/explain-text.ts';
import { makePaint } from '../../../../packages/coordinator/report/paint.ts';
import { check, haproxy, observations, said, silent, topology } from '../../../builders/cluster.ts';

const plain = makePaint(false);

function viewOf(change: Parameters<typeof observations>[0] = {}): ClusterView {
  return clusterView(topology(), observations(change));
}

test('why a VIP stands where it stands: who competes with what, and what the checks say since when', () => {
  const late = check('leader', 'yes', { basis: checkBasis.read('held'), got: 'no answer in time', sinceMs: 125_000 });
  const reason = whyVip(viewOf({ 'pg-a1-1': { checks: [late, check('haproxy', 'yes', { sinceMs: null })] } }), 'a1');
  const text = vipReasonText(reason!, plain);
  expect(text).toMatch(/^VIP 10\.10\.1\.3 of a1 {2}pg-a1-1 holds it, as it should/);
  expect(text).toMatch(/^pg-a1-1 +yes +160 +100 by the topology, 50 more as its member leads/m);
  expect(text).toMatch(/^pg-a1-2 +no +99 /m);
  expect(text).toMatch(/^pg-a1-1 +leader +yes +no answer in time +held +2 min 5 s +OPTIONS http/m);
  expect(text).toMatch(/^pg-a1-1 +haproxy +yes +200 +said +GET http/m);
});

test('why 5555 leads where it leads: from each host, and what its checks found', () => {
  const text = serviceReasonText(
    whyService('rw', viewOf({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', { down: ['pg-a1-1'] })) } })),
    plain,
  );
  expect(text).toMatch(/^5555 {2}leads to different places/);
  expect(text).toMatch(/^pg-a1-2 +pg-a1-1 +the leader by the DCS/m);
  expect(text).toMatch(/^pg-a2-2 +nowhere +pg-a1-1 leads, but its check says L4CON$/m);
  expect(text).toMatch(/^pg-a2-2 +rw\/pg-a1-1 +DOWN +L4CON +0$/m);
});

test('why 5556 leads where it leads: whom there is, and whom each host uses', () => {
  const text = serviceReasonText(whyService('ro', viewOf()), plain);
  expect(text).toMatch(/^a1 +pg-a1-2 +synchronous +running +0 B$/m);
  expect(text).toMatch(/^pg-a1-1 +pg-a2-2 +ro_local has nobody/m);
  expect(text).not.toContain('rw/');
});

test("HAProxy's own count of yeses is shown, and a host of which nobody knows whether it may hold the VIP", () => {
  const counting = { up: false, state: serverState.read('DOWN 40/81'), counting: { counted: 40, wanted: 81 } };
  const server = { ...counting, check: checkResult.read('L7OK/200') };
  const waiting = { 'pg-a1-2': { haproxy: said(haproxy('pg-a1-2', {}, { 'rw/pg-a1-1': server })) } };
  const text = serviceReasonText(whyService('rw', viewOf(waiting)), plain);
  expect(text).toMatch(/^FROM +SERVER +STATUS +CHECK/m);
  expect(text).toMatch(/^pg-a1-2 +rw\/pg-a1-1 +DOWN 40\/81 +L7OK\/200 +0$/m);
  const unknown = { subject: 'haproxy' as const, look: silent('failed', 'no such file') };
  const vip = vipReasonText(whyVip(viewOf({ 'pg-a1-1': { checks: [unknown] } }), 'a1')!, plain);
  expect(vip).toMatch(/^pg-a1-1 +yes +unknown +nobody knows whether its HAProxy serves/m);
});
