import { isArmed, noteConfirmed } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { MakeHandler } from '../agent-context.ts';
import { revert } from '../execute/revert.ts';

export const confirmBundleHandler: MakeHandler<'ConfirmBundle'> =
  (context) =>
  ({ generation }) =>
    context.exclusive.run(`confirming generation ${String(generation)}`, async () => {
      const { active, confirmed, trial } = context.journal.read();
      if (confirmed?.generation === generation && active?.generation === generation) return { changed: false, changes: [] };
      const { confirmed: now } = await context.journal.update((journal) => noteConfirmed(journal, generation));
      if (now?.generation !== generation) {
        const went =
          trial?.state === 'reverted' && trial.generation === generation
            ? `the node went back: ${trial.problem}`
            : 'it is not on trial here';
        const problem = `generation ${String(generation)} cannot be confirmed: ${went}`;
        throw new TamadaError({ code: 'unsafe', problem, next: '`tamada status` shows how the node stands' });
      }
      await context.secrets.dropAside();
      return { changed: true, changes: [`generation ${String(generation)} is confirmed`] };
    });

export const revertBundleHandler: MakeHandler<'RevertBundle'> =
  (context) =>
  async ({ generation, why }, { run }) =>
    context.exclusive.run(`going back from generation ${String(generation)}`, async () => {
      const { trial } = context.journal.read();
      if (!isArmed(trial) || trial.generation !== generation) return { changed: false, changes: [] };
      context.logger.with({ run }).warn('the trial is ended', { generation, why });
      await revert(context, why);
      const after = context.journal.read().trial;
      return { changed: after?.state === 'reverted', changes: after?.state === 'reverted' ? ['went back'] : [] };
    });
