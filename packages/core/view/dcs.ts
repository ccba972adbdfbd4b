import { said } from './look.ts';
import type { DcsSaid } from './node-status.ts';
import type { NodeView } from './nodes.ts';
import { agreed } from './truth.ts';

/** Patroni's keys in Consul. A view counts only where it was read through the raft leader: a cut off server's copy may be old. */
export interface DcsView {
  /** Nodes through which the majority's view was read. */
  readonly through: readonly string[];
  /** Who holds the leader key: a name, null for nobody, undefined where nobody knows: no view, or it changes just now. */
  readonly leader: string | null | undefined;
  /** Undefined where nobody knows. */
  readonly syncStandbys: readonly string[] | undefined;
  /** The member's own key by the majority; null for none, undefined where nobody knows. */
  readonly member: (name: string) => DcsSaid['members'][number] | null | undefined;
  /** What some server's own copy says, for what the majority cannot be asked: to be shown, not to be judged by. */
  readonly old: DcsSaid | null;
  /** Any view at all: the majority's where there is one. */
  readonly any: DcsSaid | null;
}

export function dcsView(nodes: readonly NodeView[]): DcsView {
  const all = nodes.flatMap(({ name, status }) => {
    const dcs = said(status?.dcs);
    return dcs === null ? [] : [{ name, dcs }];
  });
  const fresh = all.filter(({ dcs }) => dcs.fresh);
  const keys = (name: string): readonly (DcsSaid['members'][number] | null)[] =>
    fresh.map(({ dcs }) => dcs.members.find((member) => member.name === name) ?? null);
  return {
    through: fresh.map(({ name }) => name),
    leader: agreed(fresh.map(({ dcs }) => dcs.leader?.name ?? null))?.value,
    syncStandbys:
      agreed(fresh.map(({ dcs }) => [...dcs.syncStandbys].sort().join())) === undefined ? undefined : fresh[0]?.dcs.syncStandbys,
    member: (name) => {
      const seen = keys(name);
      return agreed(seen.map((key) => key !== null)) === undefined ? undefined : seen[0];
    },
    old: all.find(({ dcs }) => !dcs.fresh)?.dcs ?? null,
    any: fresh[0]?.dcs ?? all[0]?.dcs ?? null,
  };
}
