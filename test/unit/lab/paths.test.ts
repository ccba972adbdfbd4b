import { describe, expect, test } from 'vitest';
import { LabError } from '../../../scripts/lab/lab-error.ts';
import { labPaths, namespaceOf, operatorPaths } from '../../../scripts/lab/paths.ts';

describe('where a lab stands', () => {
  test.each([
    [{}, {}, { name: 'tamada', directory: expect.stringMatching(/\/\.lab$/) as string }],
    [{ TAMADA_LAB_DIR: '/x/lab', TAMADA_LAB_NAME: 'second' }, {}, { name: 'second', directory: '/x/lab' }],
    [
      { TAMADA_LAB_DIR: '/x/lab', TAMADA_LAB_NAME: 'second' },
      { name: 'third', directory: '/y' },
      { name: 'third', directory: '/y' },
    ],
    [{ TAMADA_CACHE: '/c' }, {}, { cache: '/c' }],
    [{ XDG_CACHE_HOME: '/h' }, {}, { cache: '/h/tamada' }],
  ])('%j %j', (environment, choice, expected) => {
    expect(labPaths(environment, choice)).toMatchObject(expected);
  });

  test.each([{ TAMADA_LAB_DIR: '/with blank' }, { TAMADA_LAB_DIR: '/a:b' }, { TAMADA_LAB_NAME: '../x' }, { TAMADA_LAB_NAME: '' }])(
    '%j is refused',
    (environment) => {
      expect(() => labPaths(environment)).toThrow(LabError);
    },
  );

  test('the operator has his program and workspace inside the lab, and a namespace named after it', () => {
    const paths = labPaths({}, { directory: '/x', name: 'second' });
    expect(operatorPaths(paths)).toMatchObject({ workspace: '/x/ops/home/workspace', program: '/x/ops/opt/tamada/current/bin/tamada' });
    expect(namespaceOf(paths, 'wan')).toBe('second-wan');
  });
});
