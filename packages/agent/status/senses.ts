import type { AgentConfig } from '@tamada/core/bundle';
import { rolePrograms } from '@tamada/core/platform';
import type { HaproxySaid, Look, MemberSaid, NodeStatus } from '@tamada/core/view';
import type { Clock, CommandRunner } from '@tamada/runtime';
import { localConsul } from '../consul/connect.ts';
import { makeConsulSenses, type ConsulLooks } from '../consul/consul-senses.ts';
import { haproxyStatus, runtimeSocket } from '../haproxy/haproxy-status.ts';
import type { SecretStore } from '../journal/secret-store.ts';
import type { Units } from '../observe/units.ts';
import type { AgentPaths } from '../paths.ts';
import { memberStatus } from '../patroni/member-status.ts';
import { ownPatroni } from '../patroni/rest.ts';
import { postmasterStatus } from '../postgres/postmaster.ts';
import { certificatePaths, certificatesStatus } from './certificates.ts';
import { makeCheckSenses } from './checks.ts';
import { makeSource, type Patience, type Source } from './source.ts';
import { programUnits, unitsSaid } from './units.ts';

/** All that an agent can be told about its node. Null where the role has no such program. */
export type Sensed = Pick<NodeStatus, 'member' | 'postmaster' | 'haproxy' | 'units' | 'checks' | 'certificates'> & {
  readonly consul: ConsulLooks | null;
};

/**
 * Everything that is asked on this node, by one place, so that it costs the node the same whoever looks and however many do.
 * What Patroni is asked by its agent: at most 4 looks a second and 1 run of tamada-check, and never a second one while one is unanswered.
 */
export interface Senses {
  /** Done within `patienceMs`; what did not answer is said in its part. Never fails. */
  readonly look: (patienceMs: number) => Promise<Sensed>;
  /** Null where the role has no member. */
  readonly member: (patience: Patience) => Promise<Look<MemberSaid> | null>;
  /** Something on the node was changed: from now on only what is asked anew counts. */
  readonly forget: () => void;
}

export interface SensesOptions {
  readonly config: AgentConfig;
  readonly paths: AgentPaths;
  readonly run: CommandRunner;
  readonly units: Units;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  /** Ends with the agent, and with it every question that is open: none may keep the agent from ending. */
  readonly signal: AbortSignal;
}

/** An answer that others share; also the pause between two questions. */
const youngMs = 200;
/** Patroni's, and with it PostgreSQL's: each of our questions is a query there. */
const memberYoungMs = 250;

/** An unanswered question stays open, because Patroni works on it all the same; it is given up when the answer must have been lost. */
const memberQuestionMs = 60_000;
const questionMs = 10_000;

export function makeSenses({ config, paths, run, units, secrets, clock, signal }: SensesOptions): Senses {
  const programs = rolePrograms(config.role);
  const source = <T>(ask: () => Promise<T>, young = youngMs): Source<T> => makeSource({ ask, youngMs: young, clock });
  const only = <T>(has: boolean, make: () => T): T | null => (has ? make() : null);
  const { scope } = config.patroni;
  const token = (): Promise<string | null> => secrets.value('consul_token_tamada');

  const consul = only(programs.includes('consul'), () =>
    makeConsulSenses({ token, as: (value) => localConsul(value, signal), scope, clock }),
  );
  const member = only(programs.includes('patroni'), () =>
    source(() => memberStatus(ownPatroni(config, paths), memberQuestionMs, signal), memberYoungMs),
  );
  const postmaster = only(programs.includes('postgres'), () => source(() => postmasterStatus(paths.at(config.postgres.dataDirectory))));
  const haproxy = only(programs.includes('haproxy'), () =>
    source<HaproxySaid>(() => haproxyStatus(paths.at(runtimeSocket), questionMs, signal)),
  );
  const states = source(() => units.show(programUnits(config)));
  const checks = only(programs.includes('keepalived'), () => makeCheckSenses({ run, paths, clock, signal }));
  const certificates = source(() => certificatesStatus(certificatePaths(paths, config.role)));

  return {
    async look(patienceMs) {
      const patience = { patienceMs };
      const [consulLooks, memberLook, postmasterLook, haproxyLook, unitsLook, checkLooks, certificatesLook] = await Promise.all([
        consul?.look(patienceMs) ?? null,
        member?.look(patience) ?? null,
        postmaster?.look(patience) ?? null,
        haproxy?.look(patience) ?? null,
        states.look(patience),
        checks?.look(patienceMs) ?? [],
        certificates.look(patience),
      ]);
      return {
        consul: consulLooks,
        member: memberLook,
        postmaster: postmasterLook,
        haproxy: haproxyLook,
        units: unitsSaid(unitsLook),
        checks: checkLooks,
        certificates: certificatesLook,
      };
    },
    member: async (patience) => member?.look(patience) ?? null,
    forget() {
      for (const one of [consul, member, postmaster, haproxy, states, checks, certificates]) one?.forget();
    },
  };
}
