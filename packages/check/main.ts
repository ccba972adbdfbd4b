import { request, sinceBootMs } from 'native';
import { rename } from 'os';
import { err, exit, loadFile, open, out } from 'std';
import { parseArguments, usage } from './arguments.ts';
import { parseConfig } from './config.ts';
import { explain } from './explain.ts';
import { judge, type Memory } from './judge.ts';
import { parseMemory, writeMemory } from './memory.ts';
import { readAnswer } from './seen.ts';

// An answer that is not sure is "not": a wrong argument, a broken configuration, and whatever nobody thought of.
let code = 1;
try {
  code = check();
} catch (error) {
  complain(String(error));
}
exit(code);

function check(): number {
  const wanted = parseArguments(scriptArgs.slice(1));
  if (typeof wanted === 'string') return complain(`${wanted}\n${usage}`);
  const text = loadFile(wanted.config);
  if (text === null) return complain(`${wanted.config} cannot be read`);
  const config = parseConfig(text);
  if (typeof config === 'string') return complain(`${wanted.config}: ${config}`);

  const question = config[wanted.subject];
  const file = `${config.stateDirectory}/${wanted.subject}`;
  const payload = `${question.method} ${question.path} HTTP/1.0\r\nHost: ${question.address}\r\n\r\n`;
  const got = request(question.address, question.port, payload, question.timeoutMs);
  const moment = { boot: bootId(), nowMs: sinceBootMs() };
  const seen = readAnswer(got.how, got.text);
  const judgement = judge(seen, parseMemory(loadFile(file)), moment, question.holdMs);
  if (wanted.explain) out.puts(explain(wanted.subject, question, seen, judgement, moment));
  else if (seen.said !== 'unknown' && judgement.memory !== null) remember(file, judgement.memory);
  return judgement.answer === 'yes' ? 0 : 1;
}

/** The kernel's files have no length, so that `loadFile` finds nothing in them. */
function bootId(): string {
  const file = open('/proc/sys/kernel/random/boot_id', 'r');
  const line = file?.getline() ?? '';
  file?.close();
  return line;
}

/** By rename, so that a reader never sees half a file. Without it the answer stands all the same. */
function remember(file: string, memory: Memory): void {
  const fresh = `${file}.new`;
  const handle = open(fresh, 'w');
  if (handle === null) {
    complain(`${fresh} cannot be written: a silence will not be bridged`);
    return;
  }
  handle.puts(writeMemory(memory));
  handle.close();
  if (rename(fresh, file) !== 0) complain(`${file} cannot be replaced`);
}

function complain(problem: string): number {
  err.puts(`tamada-check: ${problem}\n`);
  return 1;
}
