import { bundleDigest, bundleSlots, localSlots, slotNames } from '@tamada/core/bundle';
import type { Bundle } from '@tamada/core/bundle';
import {
  planSteps,
  stepOrigin,
  stepReason,
  stepSubject,
  plannedState,
  roleTable,
  maskKeys,
  readBack,
  unifiedDiff,
} from '@tamada/core/converge';
import type { Desired, PlannedPath, Step } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { own } from '@tamada/core/foreign';
import { collectBundle } from '@tamada/wire';
import type { BundleCargo } from '@tamada/wire';
import type { MakeHandler, AgentContext } from '../agent-context.ts';
import { refuseStrangers, missingOwners } from '../execute/work.ts';
import { keptTemplates, loadGeneration } from '../journal/generations.ts';
import { changedAtMs, readManaged } from '../observe/files.ts';
import { observe } from '../observe/observe.ts';
import type { Owners } from '../observe/owners.ts';
import { findOwners } from '../observe/owners.ts';

export const planBundleHandler: MakeHandler<'PlanBundle'> = (context) => async (requests) => {
  const cargo = await collectBundle(requests, bundleDigest);
  const work = await prepareToPlan(context, cargo);
  const { observed } = await observe(context, work.desired, await work.owners());
  const plan = planSteps(work.desired, observed, { start: cargo.start });
  if (plan.kind === 'refused') throw new TamadaError(plan.detail);
  const later = await comesLater(work);
  const steps = plan.steps.map(async (step) => {
    const subject = stepSubject(step);
    const seen = work.paths.get(subject);
    const origin = stepOrigin(step, work.bundle, work.applied, seen);
    const byHand = step.kind === 'write_file' && origin !== 'change';
    const atMs = byHand ? await changedAtMs(context.paths.root, subject) : null;
    return {
      kind: step.kind,
      subject,
      reason: later.get(subject) ?? stepReason(step),
      difference: difference(step, work.bundle, seen),
      origin,
      edited: byHand ? edited(subject, seen) : '',
      ...(atMs === null ? {} : { editedAtMs: atMs }),
    };
  });
  return { steps: await Promise.all(steps) };
};

/** What somebody did to a file since it was applied, with slot names for secrets. */
function edited(path: string, seen: PlannedPath | undefined): string {
  if (seen === undefined) return '';
  const diff = unifiedDiff(path, maskKeys(seen.templates[0] ?? ''), seen.live === null ? '' : readBack(seen.live, seen));
  return diff === '' ? 'only values of secrets differ' : diff;
}

/** A bundle that is only compared. Nothing in here was filled from the secret store. */
interface PlanWork {
  readonly bundle: BundleCargo['bundle'];
  readonly desired: Desired;
  /** What was applied here last; null for nothing. */
  readonly applied: Bundle | null;
  readonly owners: () => Promise<Owners>;
  /** Of every path that the bundle or the journal names. */
  readonly paths: ReadonlyMap<string, PlannedPath>;
  /** Names whose value came with the plan or is kept here. */
  readonly known: (name: string) => boolean;
}

/** The caller may send any bundle: the answer depends on what was applied here, never on a slot that the plan would fill. */
async function prepareToPlan(context: AgentContext, { bundle, secrets, digest }: BundleCargo): Promise<PlanWork> {
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
  const active = context.journal.read().active?.generation ?? null;
  return {
    bundle,
    applied: active === null ? null : await loadGeneration(context.paths, active),
    desired: plannedState(bundle, (path) => paths.get(path) ?? unseen),
    owners: () => findOwners(bundle, context.accounts),
    paths,
    known: (name) => wanted(name) !== null,
  };
}

function neededBy({ files, ...rest }: BundleCargo['bundle'], name: string): string {
  return files.find((file) => bundleSlots({ ...rest, files: [file] }).includes(name))?.path ?? '';
}

/** Why a path cannot be as wanted before bootstrap: its user comes with a package, its content with the certificates. */
async function comesLater(work: PlanWork): Promise<ReadonlyMap<string, string>> {
  const absent = localSlots.filter((name) => !work.known(name));
  const certified = work.bundle.files.filter(({ content }) => slotNames(content).some((name) => absent.some((other) => other === name)));
  return new Map([
    ...(await missingOwners(work)).map(({ path, owner }) => [path, `${owner} comes with its package`] as const),
    ...certified.map(({ path }) => [path, 'its certificate comes with bootstrap'] as const),
  ]);
}

/** What a step changes in a file, with slot names for secrets; empty for steps that change no content. */
function difference(step: Step, bundle: Bundle, seen: PlannedPath | undefined): string {
  if (step.kind !== 'write_file' && step.kind !== 'remove_file') return '';
  const before = seen === undefined || seen.live === null ? '' : readBack(seen.live, seen);
  const after = step.kind === 'write_file' ? (bundle.files.find(({ path }) => path === step.path)?.content ?? '') : '';
  const diff = unifiedDiff(step.path, before, maskKeys(after));
  return diff === '' && seen !== undefined && seen.live !== null ? 'only values of secrets differ' : diff;
}
