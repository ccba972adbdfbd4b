import { TamadaError } from '@tamada/core/errors';
import { noteEstablished } from '@tamada/core/converge';
import { until } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { needSite } from '../backup/site.ts';
import type { ConsulClient } from '../consul/client.ts';
import { consulAs } from '../consul/connect.ts';
import { parseObject } from '../json/fields.ts';
import { controlData } from '../restored/server.ts';
import type { MemberRestore } from './empty-member.ts';
import { readMemberRecord, writeMemberRecord } from './record.ts';

/** A session of a Patroni that was killed lives for its whole time. */
const leaderGoneMs = 90_000;

/** The recovered data directory becomes the cluster's: Patroni finds no trace of the old one, and starts here as the only candidate. */
export async function adoptMember(restore: string, context: AgentContext): Promise<MemberRestore> {
  const { config, paths, secrets, journal, clock, signal } = context;
  const record = await readMemberRecord(paths, restore);
  if (record?.state === 'adopted') return { state: 'adopted', changed: false, changes: [] };
  if (record?.state !== 'recovered') {
    const problem = 'this restore has recovered nothing here yet';
    throw new TamadaError({ code: 'unsafe', problem, next: 'run `tamada restore --cluster` again: it goes on where it stopped' });
  }
  const site = await needSite(paths, 'database host');
  const { dataDirectory } = site.postgres;
  const systemId = (await controlData(paths.at(dataDirectory), { ...context, site })).get('Database system identifier') ?? '';
  const consul = await consulAs(secrets, 'consul_token_patroni');
  const changes = await forgetCluster(consul, config.patroni.scope, signal);
  await journal.update((state) => noteEstablished(state, dataDirectory, systemId, clock.now()));
  await writeMemberRecord(paths, { ...record, state: 'adopted' });
  return { state: 'adopted', changed: true, changes };
}

/**
 * Removes what Patroni knows of the old cluster: its leader, its timelines, who was synchronous, how far its WAL had come; a member that
 * stands before that would never be let lead. The dynamic configuration stays, but for a pause.
 */
async function forgetCluster(consul: ConsulClient, scope: string, signal: AbortSignal): Promise<readonly string[]> {
  const prefix = `service/${scope}/`;
  await until<true>({
    condition: 'nobody holds the leader key',
    intervalMs: 1000,
    deadlineMs: leaderGoneMs,
    signal,
    async look() {
      const leader = await consul.readKey(`${prefix}leader`);
      const held = leader !== null && leader.session !== '';
      return held ? { ready: false, seen: `${leader.value} holds it: its Patroni runs still` } : { ready: true, value: true };
    },
  });
  const removed: string[] = [];
  for (const { key, value, modifyIndex } of await consul.readTree(prefix)) {
    const name = key.slice(prefix.length);
    if (name.startsWith('members/')) continue;
    if (name === 'config') {
      const { pause, ...rest } = parseObject(value);
      if (pause === undefined) continue;
      await consul.writeKey(key, JSON.stringify(rest), { cas: modifyIndex });
      removed.push('the pause');
    } else if (await consul.deleteKey(key, modifyIndex)) removed.push(name);
  }
  return removed.length === 0 ? [] : [`Patroni's old keys are removed: ${removed.join(', ')}`];
}
