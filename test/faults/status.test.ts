import { afterAll, beforeAll } from 'vitest';
import { makeWriterTable } from '../../scripts/demo/clients/sql.ts';
import { standOn } from '../../scripts/demo/stand.ts';
import { leaderOf, untilHealthy } from '../../scripts/demo/status.ts';
import { hostNamed } from '../../scripts/demo/switchover.ts';
import type { Lab } from '../../scripts/lab/index.ts';
import { statusUnderStress } from '../e2e/support/status-under-stress.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await untilHealthy(lab))));
});
afterAll(() => lab.close());

statusUnderStress(() => lab, { count: 200, deadCount: 40 });
