import { errorDetail } from '@tamada/core/errors';
import type { ErrorDetail } from '@tamada/core/errors';
import { createRenderer } from '@tamada/core/bundle';
import { templateNames } from '@tamada/core/platform';
import type { Topology } from '@tamada/core/topology';
import { expect, test } from 'vitest';
import { topology } from '../../../builders/cluster.ts';
import { shippedTemplates } from '../../../builders/templates.ts';

const shipped = shippedTemplates();

/** Renders the first node with one template replaced. */
function render(template: string, text: string, cluster: Topology = topology()): string {
  const [node] = cluster.nodes;
  if (node === undefined) throw new Error('a cluster without nodes');
  const bundle = createRenderer(new Map([...shipped, [template, text]]))({ topology: cluster, node, facts: null });
  const places = new Map([
    ['tamada/agent.yaml', '/etc/tamada/agent.yaml'],
    ['patroni/patroni.yml', '/etc/patroni/config.yml'],
  ]);
  const wanted = places.get(template);
  return bundle.files.find(({ path }) => path === wanted)?.content ?? '';
}

function refusal(work: () => unknown): ErrorDetail | null {
  try {
    work();
    return null;
  } catch (error) {
    return errorDetail(error);
  }
}

test("configs holds exactly the templates that have a place, and the agent's own unit", () => {
  const placedByInstall = 'systemd/tamada-agent.service';
  expect([...shipped.keys()].toSorted()).toEqual([...templateNames, placedByInstall].toSorted());
});

test("an operator's template takes the place of the shipped one", () => {
  expect(render('tamada/agent.yaml', 'mine: {{node}}\n')).toBe('mine: "pg-a1-1"\n');
});

test.each([
  ['{{nosuch}}', 'nosuch'],
  ['{{&nosuch}}', 'nosuch'],
  ['{{#nosuch}}x{{/nosuch}}', 'nosuch'],
  ['{{^nosuch}}x{{/nosuch}}', 'nosuch'],
  ['{{node.nosuch}}', 'node.nosuch'],
  ['{{constructor}}', 'constructor'],
  ['{{__proto__}}', '__proto__'],
])('the unknown name in %s is an error', (text, name) => {
  expect(refusal(() => render('tamada/agent.yaml', text))).toEqual({
    code: 'template_unknown_name',
    template: 'tamada/agent.yaml',
    name,
  });
});

test.each([
  ['{{#node}}', 'Unclosed section'],
  ['{{> other}}', 'partial'],
])('%s cannot be rendered', (text, problem) => {
  expect(refusal(() => render('tamada/agent.yaml', text))).toMatchObject({
    code: 'render_failed',
    problem: expect.stringContaining(problem) as string,
  });
});

test('a list where one value is wanted cannot be rendered', () => {
  expect(refusal(() => render('patroni/patroni.yml', '{{hba}}'))).toMatchObject({ code: 'render_failed', template: 'patroni/patroni.yml' });
});

test('names of an enclosing section are known inside, as in mustache', () => {
  expect(render('patroni/patroni.yml', '{{#databases}}{{&address}}@{{&scope}} {{/databases}}')).toBe(
    '10.10.1.1@geo 10.10.1.2@geo 10.10.2.1@geo 10.10.2.2@geo ',
  );
});

test.each([
  ['a slot', '@{slot:yaml:postgres_superuser}'],
  ['a line break', 'host all all 0.0.0.0/0 trust\ninjected'],
  ['a control character', 'a\u0000b'],
])('a value from outside that holds %s is refused', (_what, line) => {
  const cluster = topology({ postgres: { ...topology().postgres, hba: [line] } });
  expect(refusal(() => render('patroni/patroni.yml', '', cluster))).toMatchObject({ code: 'render_failed' });
});

test('a locale that a shell would run is refused', () => {
  const cluster = topology({ postgres: { ...topology().postgres, locale: 'C; rm -rf /' } });
  expect(refusal(() => render('patroni/patroni.yml', '', cluster))).toMatchObject({ code: 'render_failed' });
});

test('a template that is not there is named', () => {
  const [node] = topology().nodes;
  if (node === undefined) throw new Error('a cluster without nodes');
  const without = new Map([...shipped].filter(([name]) => name !== 'consul/consul.json'));
  expect(refusal(() => createRenderer(without)({ topology: topology(), node, facts: null }))).toMatchObject({
    code: 'render_failed',
    template: 'consul/consul.json',
  });
});
