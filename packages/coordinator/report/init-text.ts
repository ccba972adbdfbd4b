import type { InitResult } from '../operations/init-result.ts';
import type { Paint } from './paint.ts';

/** What `init` made and kept, and what comes next. */
export function initText({ workspace, cluster, made, kept, secrets }: InitResult, paint: Paint): string {
  const list = (label: string, names: readonly string[]): readonly string[] => (names.length === 0 ? [] : [`${label} ${names.join(', ')}`]);
  const changed = made.length + secrets.made.length + secrets.taken.length + secrets.replaced.length > 0;
  return [
    `Workspace of cluster ${paint.strong(cluster)} in ${workspace}`,
    ...list(paint.good('made           '), made),
    ...list(paint.faint('kept           '), kept),
    ...list(paint.good('secrets made   '), secrets.made),
    ...list(paint.good('secrets taken  '), secrets.taken),
    ...list(paint.warn('secrets changed'), secrets.replaced),
    ...(secrets.kept.length === 0 ? [] : [`${paint.faint('secrets kept   ')} ${secrets.kept.length}`]),
    ...(changed ? ['', 'Keep a copy of authority/ and secrets.yaml in a safe place.'] : []),
    ...(made.includes('cluster.yaml') ? ['Next: edit cluster.yaml, then `tamada validate` and `tamada enroll --all`'] : []),
  ].join('\n');
}
