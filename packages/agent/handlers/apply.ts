import { bundleDigest } from '@tamada/core/bundle';
import type { Step } from '@tamada/core/converge';
import { stepReason, stepSubject } from '@tamada/core/converge';
import type { ReplyOf } from '@tamada/wire';
import { collectBundle } from '@tamada/wire';
import { applyBundle } from '../execute/apply.ts';
import { makeEventQueue } from './event-queue.ts';
import type { MakeHandler } from './handler.ts';
import { withoutSecrets } from './without-secrets.ts';

type Event = ReplyOf<'Apply'>;

/** Once begun, the work does not hang on the call: a coordinator that dies leaves a finished node. */
export const applyHandler: MakeHandler<'Apply'> = (context) =>
  async function* (requests, { run }) {
    const logger = context.logger.with({ run });
    const cargo = await collectBundle(requests, bundleDigest);
    // From here on, also where it is refused, nothing tells the values that came.
    await context.secrets.mask(cargo.secrets);
    const queue = makeEventQueue<Event>();
    const name = `apply of generation ${String(cargo.bundle.generation)}`;
    const work = context.exclusive.run(name, async () => {
      const { steps, generation } = await applyBundle(context, cargo, ({ kind, step, note }) => {
        logger[kind === 'finished' ? 'info' : 'debug'](`step ${kind}`, { step: step.kind, subject: stepSubject(step), note });
        queue.push(
          kind === 'started' ? { event: kind, started: told(step, stepReason(step)) } : { event: kind, finished: told(step, note) },
        );
      });
      queue.push({ event: 'done', done: { changed: steps > 0, steps, generation } });
    });
    work.catch(async (error: unknown) => {
      logger.warn('apply ended early', { error: (await withoutSecrets(error, context.secrets)).detail });
    });
    queue.follow(work);
    yield* queue.events();
  };

function told(step: Step, note: string): { kind: string; subject: string; note: string } {
  return { kind: step.kind, subject: stepSubject(step), note };
}
