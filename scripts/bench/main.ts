import { benchAgent } from './agent.ts';
import { benchArchive } from './archive.ts';
import { benchBackup } from './backup.ts';
import { benchBootstrap } from './bootstrap.ts';
import { benchCheck } from './check.ts';
import { benchRender } from './render.ts';
import { runBenches, type Benches } from './benchmark.ts';
import { benchStatus } from './status.ts';
import { benchTraffic } from './traffic.ts';

/**
 * `npm run bench [-- NAME…]`: measures in one run, so that what is compared was measured under the same weather. Limits are comparisons;
 * an aim in a title is an absolute figure, which says as much of the machine as of us, and breaks nothing.
 */
const benches: Benches = {
  check: benchCheck,
  render: benchRender,
  bootstrap: benchBootstrap,
  status: benchStatus,
  agent: benchAgent,
  traffic: benchTraffic,
  archive: benchArchive,
  backup: benchBackup,
};

process.exitCode = await runBenches(benches, process.argv.slice(2), (text) => process.stderr.write(text));
