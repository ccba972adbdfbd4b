import { rename, writeFile } from 'node:fs/promises';
import { printConfig, printConfigJson, printEffective, settingsOf, terminalOnly } from '../catalogue/instance-config.ts';
import { checkCompression, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';

/** Keeps what stands on the command line; nothing can be taken back. */
export async function setConfig(call: Invocation): Promise<void> {
  const { log, options } = call;
  const layout = layoutFor(call);
  await requireInstance(call, layout);
  for (const name of terminalOnly) if (options.given().has(name)) log.fail(`Option '${name}' set only from terminal\n`);
  checkCompression(log, options.text('compress-algorithm'), options.number('compress-level'));
  const settings = { ...(await readConfig(call, layout)), ...settingsOf(options) };
  await writeFile(`${layout.config}.tmp`, printConfig(settings), { mode: 0o644 });
  await rename(`${layout.config}.tmp`, layout.config);
}

export async function showConfig(call: Invocation): Promise<void> {
  const { log, options, print } = call;
  const layout = layoutFor(call);
  await requireInstance(call, layout);
  const settings = await readConfig(call, layout);
  const format = options.text('format') ?? 'plain';
  if (/^json$/i.test(format)) print(printConfigJson(settings, !options.flag('no-scale-units')));
  else if (/^plain$/i.test(format)) print(printEffective(settings));
  else log.fail(`Invalid show format "${format}"`);
}
