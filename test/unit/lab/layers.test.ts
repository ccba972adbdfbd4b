import { describe, expect, test } from 'vitest';
import { type Checkpoint, dependents, lineage, overlayOptions } from '../../../scripts/lab/layers/checkpoints.ts';

const checkpoint = (name: string, parent: string | null): Checkpoint => ({ name, parent, key: '', base: 'b', at: '' });
const present = [
  checkpoint('enrolled', null),
  checkpoint('bootstrapped', 'enrolled'),
  checkpoint('loaded', 'bootstrapped'),
  checkpoint('other', 'enrolled'),
];
const names = (found: readonly Checkpoint[] | null): readonly string[] | null => found?.map(({ name }) => name) ?? null;

describe('the stack below the hosts', () => {
  test.each([
    [null, []],
    ['enrolled', ['enrolled']],
    ['loaded', ['loaded', 'bootstrapped', 'enrolled']],
    ['unknown', null],
  ])('%s', (name, expected) => {
    expect(names(lineage(present, name))).toEqual(expected);
  });

  test('a checkpoint whose parent is gone cannot be stood on', () => {
    expect(lineage([checkpoint('bootstrapped', 'enrolled')], 'bootstrapped')).toBeNull();
  });

  test.each([
    ['enrolled', ['loaded', 'bootstrapped', 'other']],
    ['bootstrapped', ['loaded']],
    ['loaded', []],
  ])('what stands on %s goes before it', (name, expected) => {
    expect(names(dependents(present, name))).toEqual(expected);
  });

  test('the topmost layer is named first', () => {
    expect(overlayOptions(['/top', '/base'], '/u', '/w')).toBe('lowerdir=/top:/base,upperdir=/u,workdir=/w,redirect_dir=on');
  });
});
