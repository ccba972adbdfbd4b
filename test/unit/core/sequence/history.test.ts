import { entryJson, kindOfRun, readEntries, type HistoryStep } from '@tamada/core/sequence';
import { expect, test } from 'vitest';

const step = (change: Partial<HistoryStep> = {}): HistoryStep => ({
  phase: 'bundles',
  task: 'write its files',
  node: 'pg-a1-1',
  result: 'changed',
  note: '',
  tookMs: 12,
  ...change,
});
const entry = (run: string, kind: string, json: string) => ({ run, kind, atMs: 1, json });

test('what a run leaves is read as it was written', () => {
  const json = entryJson({ by: 'anna@ops', tookMs: 90, generation: 3 }, [step()]);
  const [record] = readEntries([entry('r-1', kindOfRun('backup_setup', 'failed'), json)]);
  expect(record).toMatchObject({ run: 'r-1', sequence: 'backup_setup', result: 'failed', from: null });
  expect(record?.content).toEqual({
    ...{ by: 'anna@ops', tookMs: 90, phase: null, generation: 3, ignored: [], steps: [step()], left: 0, told: {} },
  });
});

test('the generation before is that of the run before that brought one', () => {
  const generations = [2, 0, 5].map((generation, index) => entry(`r-${String(index)}`, 'bootstrap', entryJson({ generation }, [])));
  expect(readEntries(generations).map(({ from }) => from)).toEqual([null, null, 2]);
});

test.each(['', 'nonsense', '[]', '{"generation":"7"}', 'null'])('%j cannot be read, and that is said', (json) => {
  expect(readEntries([entry('r-1', 'bootstrap', json)])).toMatchObject([{ run: 'r-1', content: null }]);
});

test('an entry fits into what agents take, with as many steps as that has room for', () => {
  const steps = Array.from({ length: 3000 }, (_, index) => step({ node: `n${String(index)}`, note: 'é'.repeat(500) }));
  const json = entryJson({ by: 'anna@ops' }, steps);
  expect(Buffer.byteLength(json)).toBeLessThan(60 * 1024);
  const content = readEntries([entry('r-1', 'bootstrap', json)])[0]?.content;
  expect(content?.steps.length).toBeGreaterThan(50);
  expect((content?.steps.length ?? 0) + (content?.left ?? 0)).toBe(3000);
});
