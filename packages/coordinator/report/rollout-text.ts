import { describeSequence, type ConfigValue } from '@tamada/core/sequence';
import { hasChanges, nextCommand, type Planned } from '../operations/rollout-plan.ts';
import type { Paint } from './paint.ts';
import { coloured, planText } from './plan-text.ts';

/** What cluster.yaml changes, apart from what somebody changed by hand; what clients feel, and in which order it happens. */
export function rolloutText(planned: Planned, paint: Paint): string {
  const { nodes, config, rollout, pending } = planned;
  const own = nodes.map((one) => (one.steps === null ? one : { ...one, steps: one.steps.filter(({ origin }) => origin !== 'drift') }));
  const next = nextCommand(planned);
  const { atRestart } = rollout;
  return [
    planText(own, paint),
    ...section(paint.strong("Patroni's dynamic configuration"), config.changes.map(changeWords)),
    ...section(paint.strong('to be made'), rollout.made),
    ...(atRestart.length === 0 ? [] : [`${paint.warn('needs a restart of PostgreSQL')}: ${atRestart.join(', ')}`]),
    ...(pending.length === 0 ? [] : [`waiting for a restart of PostgreSQL already: ${pending.join(', ')}`]),
    ...driftText(planned, paint),
    ...section(
      paint.strong('in the dynamic configuration, and not of cluster.yaml (kept)'),
      config.foreign.map(({ path, is }) => `${path.join('.')}: ${json(is)}`),
    ),
    ...section(
      paint.bad('refused'),
      rollout.refused.map(({ problem, next: words }) => `${problem}\n    next: ${words}`),
    ),
    ...(planned.established ? section(paint.strong('what clients feel'), rollout.phases.length === 0 ? [] : feltWords(rollout.felt)) : []),
    ...(rollout.phases.length === 0 || rollout.refused.length > 0 || !planned.established
      ? []
      : [
          `${paint.strong('in this order')}: ${describeSequence(rollout.phases)
            .map(({ phase }) => phase)
            .join(', ')}`,
        ]),
    ...(hasChanges(planned) && next !== null ? [`next: \`${next}\``] : []),
  ].join('\n');
}

function feltWords(felt: readonly string[]): readonly string[] {
  return felt.length === 0 ? ['nothing: no session is cut, and writes go on'] : felt;
}

function driftText({ nodes, config, byHand }: Planned, paint: Paint): readonly string[] {
  const files = nodes.flatMap(({ node, steps }) =>
    (steps ?? []).flatMap(({ kind, subject, reason, origin, edited, editedAtMs }) => {
      if (origin !== 'drift' && origin !== 'both') return [];
      const when = editedAtMs === undefined ? '' : `, at ${new Date(editedAtMs).toISOString()}`;
      const lines =
        edited.trimEnd() === ''
          ? []
          : edited
              .trimEnd()
              .split('\n')
              .map((line) => `    ${coloured(line, paint)}`);
      return [[`${node}: ${subject} ${kind === 'write_file' ? `was changed by hand${when}` : reason}`, ...lines].join('\n')];
    }),
  );
  const values = config.drift.map((value) => `dynamic configuration: ${changeWords({ ...value, is: value.wanted, wanted: value.is })}`);
  const servers = byHand.map((words) => `HAProxy of ${words}, through its socket; a reload forgets it`);
  const title = paint.warn('changed by hand since it was applied (`tamada apply --fix-drift` puts it back)');
  return section(title, [...files, ...values, ...servers]);
}

function changeWords({ path, is, wanted }: ConfigValue): string {
  return `${path.join('.')}: ${is === null ? 'none' : json(is)} -> ${wanted === null ? 'none' : json(wanted)}`;
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

/** A title and its lines; nothing where there are none. */
function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}
