import { describe, expect, test } from 'vitest';
import type { ConsulSource } from '../../../scripts/lab/base/consul-source.ts';
import { mirrorsOf } from '../../../scripts/lab/base/private-apt.ts';
import { baseRecipe, recipeKey } from '../../../scripts/lab/base/recipe.ts';

const debian: ConsulSource = { kind: 'debian', suite: 'bullseye', sha256: 'a' };

describe('the recipe of the base tree', () => {
  test('the same recipe has the same key, another Consul another', () => {
    expect(recipeKey(baseRecipe(debian))).toBe(recipeKey(baseRecipe({ ...debian })));
    const own: ConsulSource = { kind: 'path', file: '/usr/bin/consul', version: '1.20.0', sha256: 'b' };
    expect(recipeKey(baseRecipe(own))).not.toBe(recipeKey(baseRecipe(debian)));
  });

  test('brings everything that the product runs, and nothing of it on', () => {
    const { products, disabledUnits } = baseRecipe(debian);
    expect(products).toEqual([
      'postgresql-15',
      'patroni',
      'python3-consul',
      'haproxy',
      'keepalived',
      'consul',
      'pgbackrest',
      'openssh-server',
    ]);
    expect(disabledUnits).toEqual(
      expect.arrayContaining(['postgresql.service', 'patroni.service', 'haproxy.service', 'keepalived.service']),
    );
  });

  test('an old suite is looked for in the archive beside the mirror, where there is one', () => {
    expect(mirrorsOf('http://deb.example.org/debian')).toEqual(['http://deb.example.org/debian', 'http://archive.example.org/debian']);
    expect(mirrorsOf('http://mirror.example.org/debian')).toEqual(['http://mirror.example.org/debian']);
  });
});
