import { benchAgent } from './agent.ts';
import { benchBootstrap } from './bootstrap.ts';
import { benchCheck } from './check.ts';
import { benchRender } from './render.ts';
import { benchStatus } from './status.ts';
import { benchTraffic } from './traffic.ts';

/** `npm run bench [-- NAME…]`: measures in one run, so that what is compared was measured under the same weather. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  check: benchCheck,
  render: benchRender,
  bootstrap: benchBootstrap,
  status: benchStatus,
  agent: benchAgent,
  traffic: benchTraffic,
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const name of wanted) await benches[name]?.();
}
