import { end, endWithin, readFile, replaceFile, request, say, sinceBootMs, words } from 'native';
import { parseArguments, usage, type CheckArguments } from './arguments.ts';
import { parseConfig } from './config.ts';
import { explain, explainAsJson, type Run } from './explain.ts';
import { judge } from './judge.ts';
import { parseMemory, writeMemory } from './memory.ts';
import { readAnswer } from './seen.ts';

/** Beside the question's own time; only something that should never wait would use it up. */
const spareMs = 500;

// An answer that is not sure is "not": a wrong argument, a broken configuration, and whatever nobody thought of.
let yes = false;
try {
  endWithin(2 * spareMs);
  yes = answer();
} catch (error) {
  complain(String(error));
}
end(yes);

function answer(): boolean {
  const wanted = parseArguments(words());
  if ('problem' in wanted) return complain(`${wanted.problem}; ${usage}`);
  if ('about' in wanted) {
    say(1, `${wanted.about === 'help' ? usage : `tamada-check ${productVersion}`}\n`);
    return false;
  }
  return check(wanted);
}

function check({ subject, report, config: path }: CheckArguments): boolean {
  const { text, problem } = readFile(path);
  if (text === null) return complain(`${path}: ${problem}`);
  const config = parseConfig(text);
  if (typeof config === 'string') return complain(`${path}: ${config}`);

  const question = config[subject];
  endWithin(question.timeoutMs + spareMs);
  const file = `${config.stateDirectory}/${subject}`;
  const payload = `${question.method} ${question.path} HTTP/1.0\r\nHost: ${question.address}\r\n\r\n`;
  const askedMs = sinceBootMs();
  const got = request(question.address, question.port, payload, question.timeoutMs);
  const remembered = parseMemory(readFile(file).text);
  const moment = { boot: (readFile('/proc/sys/kernel/random/boot_id').text ?? '').trim(), askedMs, nowMs: sinceBootMs() };
  const seen = readAnswer(got.how, got.text);
  const run: Run = { subject, question, seen, moment, judgement: judge(seen, remembered, moment, question.holdMs) };

  if (report !== 'silent') say(1, report === 'json' ? explainAsJson(run) : explain(run));
  else if (seen.said !== 'unknown') remember(file, run);
  return run.judgement.answer === 'yes';
}

/** An answer that cannot be remembered stands all the same. */
function remember(file: string, { judgement: { memory } }: Run): void {
  if (memory === null) return;
  const problem = replaceFile(file, writeMemory(memory));
  if (problem !== '') complain(`${file}: ${problem}; a silence will not be bridged`);
}

function complain(problem: string): false {
  say(2, `tamada-check: ${problem}\n`);
  return false;
}
