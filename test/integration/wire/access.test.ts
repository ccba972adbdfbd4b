import type { AgentClient, RpcName } from '@tamada/wire';
import { accessTable } from '@tamada/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyHandlers, startAgent, type Peers } from './agent-fixture.ts';

const looks: readonly RpcName[] = [
  'Info',
  'GetFacts',
  'GetStatus',
  'WatchStatus',
  'ReadHistory',
  'WatchJob',
  'ListJobs',
  'ReadCatalogue',
  'ListRestored',
];
const operations: readonly RpcName[] = [
  'ReadLease',
  'Survey',
  'Listen',
  'Probe',
  'PlanBundle',
  'HoldLease',
  'AppendHistory',
  'ReadSessions',
  'ReadSettings',
];
const changes: readonly RpcName[] = [
  'InstallPackages',
  'RequestCertificate',
  'InstallCertificate',
  'Apply',
  'EnsureAcl',
  'ClearStaleInitialize',
  'EnsureDynamicConfig',
  'ChangeLeader',
  'RestartMember',
  'ReinitMember',
  'TakeLead',
  'SetDrained',
  'Reboot',
  'ConfirmBundle',
  'RevertBundle',
  'ReadSnapshot',
  'EnsureDatabases',
  'StartJob',
  'CancelJob',
  'ReadDump',
  'PrepareCatalogue',
  'CheckArchive',
  'PlanEmptyMember',
  'EmptyMember',
  'AdoptMember',
  'RemoveRestored',
  'PinBackup',
  'ControlDelayed',
  'PromoteDelayed',
];
/** Only a database host's own folders are filled so. */
const ofHosts: readonly RpcName[] = ['SendBackup'];
const every = [...looks, ...operations, ...changes, ...ofHosts];
const allowed = {
  admin: [...looks, ...operations, ...changes],
  operator: [...looks, ...operations],
  viewer: looks,
  backup: ['ReadCatalogue', ...ofHosts],
};

/** Any call with an empty request, to its end. */
async function call(client: AgentClient, name: RpcName): Promise<unknown> {
  const method = `${name.charAt(0).toLowerCase()}${name.slice(1)}` as Uncapitalize<RpcName>;
  const request = name === 'Apply' || name === 'PlanBundle' ? [] : {};
  const answer = (client[method] as unknown as (request: unknown, options: unknown) => unknown)(request, { deadlineMs: 5000 });
  if (!(Symbol.asyncIterator in (answer as object))) return answer;
  const replies: unknown[] = [];
  for await (const reply of answer as AsyncIterable<unknown>) replies.push(reply);
  return replies;
}

describe('who may call what', () => {
  let peers: Peers;
  beforeAll(async () => {
    peers = await startAgent(emptyHandlers());
  });
  afterAll(() => peers.close());

  it('names every call of the contract', () => {
    expect(every.toSorted()).toEqual(Object.keys(accessTable).toSorted());
  });

  for (const authority of ['admin', 'operator', 'viewer', 'backup'] as const) {
    it.each(every)(`${authority}: %s`, async (name) => {
      const client = await peers.clientOf(authority);
      const seen = peers.records.length;
      const answer = call(client, name);
      if ((allowed[authority] as readonly RpcName[]).includes(name)) await expect(answer).resolves.toBeDefined();
      else await expect(answer).rejects.toMatchObject({ detail: { code: 'permission_denied', call: name, authority } });
      expect(peers.records.slice(seen).map((record) => record.call)).toEqual([name]);
      // An agent takes so many connections and no more.
      client.close();
    });
  }

  it('a certificate that may call nothing gets no connection', async () => {
    const seen = peers.records.length;
    await expect(call(await peers.clientOf('consul'), 'Info')).rejects.toMatchObject({ detail: { code: 'node_unreachable' } });
    expect(peers.turnedAway).toMatchObject([{ organization: 'consul', why: 'may call nothing' }]);
    expect(peers.records).toHaveLength(seen);
  });
});
