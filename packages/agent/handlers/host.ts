import { bundleSlots, drainedSlot } from '@tamada/core/bundle';
import type { Bundle } from '@tamada/core/bundle';
import { isSettled, planFiles, planUnits, stepSubject } from '@tamada/core/converge';
import type { JournalState, Step } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';
import { hasEnded } from '@tamada/core/jobs';
import type { AgentContext, MakeHandler } from '../agent-context.ts';
import { converge } from '../execute/converge.ts';
import { makeWork } from '../execute/work.ts';
import { makeJobStore } from '../jobs/store.ts';
import { loadGeneration } from '../journal/generations.ts';
import { observe, type Look } from '../observe/observe.ts';

const rebootMs = 30_000;

/** The mark comes first: whoever dies behind it leaves a host that says that it is drained, and the same call again finishes it. */
export const setDrainedHandler: MakeHandler<'SetDrained'> =
  (context) =>
  ({ drained, forReboot }) =>
    context.exclusive.run(drained ? 'drain' : 'undrain', async () => {
      const bundle = await bundleInForce(context);
      const start = bundle === null ? [] : await refuseOtherSteps(context, bundle);
      const before = context.journal.read();
      const after = await context.journal.update((journal) =>
        marked(journal, { drained, forReboot, boot: context.boot, at: context.clock.now() }),
      );
      const changes = before === after ? [] : [drained ? 'drained' : 'no longer drained'];
      if (bundle === null) return { changed: changes.length > 0, changes };
      const steps: string[] = [];
      await converge(makeWork(context, bundle, await context.secrets.all()), start, ({ kind, step }) => {
        if (kind === 'finished') steps.push(`${step.kind} ${stepSubject(step)}`);
      });
      return { changed: changes.length + steps.length > 0, changes: [...changes, ...steps] };
    });

/** A reboot that was asked for stays one of the boot in which that was first done: whoever asks again can see that it has happened. */
function marked(
  journal: JournalState,
  { drained, forReboot, boot, at }: { readonly drained: boolean; readonly forReboot: boolean; readonly boot: string; readonly at: number },
): JournalState {
  if (!drained) return { ...journal, drained: null };
  return { ...journal, drained: { at: journal.drained?.at ?? at, boot: forReboot ? (journal.drained?.boot ?? boot) : null } };
}

/** The bundle whose files say whether the host is drained; null where no file of this role does. */
async function bundleInForce({ config, journal, paths }: AgentContext): Promise<Bundle | null> {
  if (config.role !== 'database') return null;
  const { active } = journal.read();
  const next = 'bring its bundle first: `tamada apply`';
  if (active === null || !isSettled(journal.read()))
    throw new TamadaError({ code: 'unsafe', problem: 'its bundle is not in place, so its programs cannot be told', next });
  const bundle = await loadGeneration(paths, active.generation);
  if (bundle !== null && bundleSlots(bundle).includes(drainedSlot)) return bundle;
  throw new TamadaError({ code: 'unsafe', problem: 'its files are of a version that cannot be drained', next });
}

/** Only what follows from the mark is done here: whatever else differs is refused. Resolves with the programs that are to read it at once. */
async function refuseOtherSteps(context: AgentContext, bundle: Bundle): Promise<readonly Program[]> {
  const secrets = await context.secrets.all();
  const [now, other] = [context.journal.read().drained !== null, context.journal.read().drained === null].map((mark) =>
    makeWork(context, bundle, { ...secrets, [drainedSlot]: String(mark) }),
  );
  if (now === undefined || other === undefined) return [];
  const look = await observe(context, now.desired, await now.owners());
  const otherwise = planFiles(other.desired, look.observed).map(stepSubject);
  // A file that is right with either mark was left behind by a call that did not end.
  const files = planFiles(now.desired, look.observed).filter((step) => otherwise.includes(stepSubject(step)));
  const start: readonly Program[] = isActive(look) ? ['patroni'] : [];
  const units = planUnits(now.desired, look.observed, start);
  if (units.kind === 'refused') throw new TamadaError(units.detail);
  const rest: readonly Step[] = [...files, ...units.steps.filter(({ kind }) => kind !== 'reload_unit' && kind !== 'await_healthy')];
  if (rest.length === 0) return start;
  const problem = `it is not as its bundle wants it: ${rest.map((step) => `${step.kind} ${stepSubject(step)}`).join(', ')}`;
  throw new TamadaError({ code: 'unsafe', problem, next: '`tamada plan` shows what differs, `tamada apply --fix-drift` puts it back' });
}

function isActive({ units }: Look): boolean {
  return units.some(({ name, active }) => name === 'patroni.service' && active === 'active');
}

/** Nothing else is at work here meanwhile: it holds the runner, and systemd ends the agent. */
export const rebootHandler: MakeHandler<'Reboot'> = (context) => (request) =>
  context.exclusive.run('reboot', async () => {
    if (request.boot !== context.boot) return { changed: false, changes: [] };
    await refuseJobs(context);
    context.logger.warn('the host is rebooted, as it was asked for');
    const { code, stderr, timedOut } = await context.run(['systemctl', 'reboot'], { timeoutMs: rebootMs });
    if (code === 0) return { changed: true, changes: ['reboot'] };
    const output = timedOut ? 'systemd did not answer' : stderr.trim();
    throw new TamadaError({ code: 'unit_failed', unit: 'reboot.target', wanted: 'started', output });
  });

/** A timer may have begun one since the coordinator looked. */
async function refuseJobs({ paths, clock }: AgentContext): Promise<void> {
  const job = (await makeJobStore(paths, clock).list()).find((one) => !hasEnded(one));
  if (job === undefined) return;
  throw new TamadaError({ code: 'unsafe', problem: `a job has not ended here: ${job.id}`, next: 'run this again when it has' });
}
