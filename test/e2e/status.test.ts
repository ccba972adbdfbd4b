import { afterAll, beforeAll } from 'vitest';
import { makeWriterTable } from '../../scripts/cluster/clients/sql.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, untilHealthy } from '../../scripts/cluster/status.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import type { Lab } from '../../scripts/lab/index.ts';
import { statusUnderStress } from './support/status-under-stress.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await untilHealthy(lab))));
});
afterAll(() => lab.close());

statusUnderStress(() => lab, { count: 20, deadCount: 6 });
