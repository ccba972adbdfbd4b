import { TamadaError } from '@tamada/core/errors';
import { platformPaths } from '@tamada/core/platform';
import { fixedByInitdb, startFromScratch } from '@tamada/core/sequence';
import { awaitLeader, observe } from './observe.ts';
import type { TaskExecutor } from './tools.ts';

const deadlineMs = 20_000;

export const checkInitdb: TaskExecutor<'check_initdb'> = async ({ members, through }, tools, control) => {
  const { topology, connections } = tools;
  if (through === 'leader') await awaitLeader(tools, members, control);
  const { members: seen, nodes } = await observe(tools, members, { signal: control.signal });
  const ran = seen.filter(
    ({ name, own }) => own !== null && nodes.some((node) => node.name === name && node.status?.agent.memberEstablished),
  );
  const options = { deadlineMs, signal: control.signal };
  const replies = await connections.askAll(
    ran.map(({ name }) => name),
    (client, call) => client.readSettings({ names: [] }, call),
    options,
  );
  const answer = replies.flatMap((reply) => (reply.ok ? [reply] : []))[0];
  if (answer === undefined) return { changed: false, note: 'no member says yet' };
  const serverVersion = ran.find(({ name }) => name === answer.node)?.own?.serverVersion ?? null;
  const differing = fixedByInitdb(topology, { ...answer.value, serverVersion });
  if (differing.length === 0) return { changed: false, note: '' };
  const version = serverVersion === null ? topology.postgres.version : Math.floor(serverVersion / 10_000);
  const paths = platformPaths(tools.found.facts.get(answer.node)?.platform ?? 'debian', version);
  throw new TamadaError({ code: 'unsafe', problem: differing.join('; '), next: startFromScratch(topology, paths) });
};
