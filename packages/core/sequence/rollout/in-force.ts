import { dynamicConfig, type JsonObject } from '../../bundle/index.ts';
import { own } from '../../foreign/index.ts';
import { releaseOf, sameValue, type Topology } from '../../topology/index.ts';

/** What the PostgreSQL of one member says. */
export interface SaidSettings {
  readonly node: string;
  readonly settings: readonly { readonly name: string; readonly value: string; readonly pendingRestart: boolean }[];
  readonly hbaErrors: readonly { readonly line: number; readonly words: string }[];
}

export interface InForce {
  /** What a program dropped, cut or did not take, in words. */
  readonly wrong: readonly string[];
  /** Parameters that PostgreSQL takes at its next start, by name. */
  readonly waiting: readonly string[];
}

/** PostgreSQL writes it in words of its own. */
const rewritten: readonly string[] = ['DateStyle', 'datestyle'];

/** Parameters of the dynamic configuration, by name. */
export function wantedParameters(topology: Topology): JsonObject {
  const { postgresql } = dynamicConfig(topology, 'keep') as { readonly postgresql?: { readonly parameters?: JsonObject } };
  return postgresql?.parameters ?? {};
}

/** Compares what each member says with what the topology wants. A parameter of an extension that is not loaded is nobody's. */
export function inForce(topology: Topology, said: readonly SaidSettings[]): InForce {
  const release = releaseOf(topology.postgres.version);
  const wanted = wantedParameters(topology);
  const other = said.flatMap(({ node, settings }) =>
    settings.flatMap(({ name, value }) => {
      const want = own(wanted, name);
      if (want === undefined || want === null || typeof want === 'object' || rewritten.includes(name)) return [];
      const parameter = own(release.parameters, name);
      return sameValue(parameter, want, value) ? [] : [{ node, name, value, want, parameter }];
    }),
  );
  const atStart = other.filter(({ parameter }) => parameter?.context === 'postmaster');
  return {
    wrong: [
      ...other
        .filter((one) => !atStart.includes(one))
        .map(({ node, name, value, want }) => `${node}: ${name} is ${value}, and not ${String(want)}`),
      ...said.flatMap(({ node, hbaErrors }) =>
        hbaErrors.map(({ line, words }) => `${node}: line ${String(line)} of pg_hba.conf: ${words}`),
      ),
    ],
    waiting: [...new Set(atStart.map(({ name }) => name))],
  };
}
