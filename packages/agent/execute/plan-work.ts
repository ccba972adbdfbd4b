import { bundleSlots, localSlots } from '@tamada/core/bundle';
import type { Desired, PlannedPath } from '@tamada/core/converge';
import { plannedState, roleTable } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { own } from '@tamada/core/foreign';
import type { BundleCargo } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { keptTemplates } from '../journal/generations.ts';
import { readManaged } from '../observe/files.ts';
import type { Owners } from '../observe/owners.ts';
import { findOwners } from '../observe/owners.ts';
import { refuseStrangers } from './prepare.ts';

/** A bundle that is only compared. Nothing in here was filled from the secret store. */
export interface PlanWork {
  readonly bundle: BundleCargo['bundle'];
  readonly desired: Desired;
  readonly owners: () => Promise<Owners>;
  /** Of every path that the bundle or the journal names. */
  readonly paths: ReadonlyMap<string, PlannedPath>;
  /** Names whose value came with the plan or is kept here. */
  readonly known: (name: string) => boolean;
}

/** Whoever may plan may write any bundle: what a plan answers depends on what was applied here, never on a slot that it fills. */
export async function prepareToPlan(context: AgentContext, { bundle, secrets, digest }: BundleCargo): Promise<PlanWork> {
  refuseStrangers(context, bundle, digest);
  const kept = await context.secrets.all();
  const value = (name: string): string | null => own(kept, name) ?? null;
  const wanted = (name: string): string | null => own(secrets, name) ?? value(name);
  const missing = bundleSlots(bundle).find((name) => wanted(name) === null && !localSlots.some((local) => local === name));
  if (missing !== undefined) throw new TamadaError({ code: 'secret_missing', name: missing, neededBy: neededBy(bundle, missing) });

  const rules = roleTable(context.config).files;
  const templates = await keptTemplates(context);
  const mask = await context.secrets.mask();
  const paths = new Map<string, PlannedPath>();
  for (const path of new Set([...bundle.files.map((file) => file.path), ...rules.keys()])) {
    const live = await readManaged(context.paths.root, path);
    paths.set(path, { live, wanted, value, mask, rule: rules.get(path), templates: templates.get(path) ?? [] });
  }
  const unseen: PlannedPath = { live: null, wanted, value, mask, rule: undefined, templates: [] };
  return {
    bundle,
    desired: plannedState(bundle, (path) => paths.get(path) ?? unseen),
    owners: () => findOwners(bundle, context.accounts),
    paths,
    known: (name) => wanted(name) !== null,
  };
}

function neededBy({ files, ...rest }: BundleCargo['bundle'], name: string): string {
  return files.find((file) => bundleSlots({ ...rest, files: [file] }).includes(name))?.path ?? '';
}
