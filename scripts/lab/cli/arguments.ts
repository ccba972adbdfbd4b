import { type Datacenter, datacenters, type Host, hosts, isDatacenter, isHost, isSegment, type Segment, segments } from '../addresses.ts';
import { checkCheckpointName } from '../layers/checkpoints.ts';
import { LabError } from '../lab-error.ts';
import type { Command } from './command.ts';
import { entries } from './help.ts';

type Words = readonly string[];

/** What the words mean; an error that shows the right form otherwise. */
export function parseArguments([word, ...rest]: Words): Command {
  if (word === undefined || word === 'help' || word === '--help' || word === '-h') return { kind: 'help', about: rest[0] ?? null };
  if (!(word in entries)) throw new LabError('usage', `The lab has no command ${word}`, 'npm run lab -- --help');
  const passesOn = ['shell', 'ops', 'tamada'].includes(word);
  const asked = rest.indexOf('--help');
  if (passesOn ? asked === 0 && word !== 'tamada' : asked >= 0) return { kind: 'help', about: word };
  return parse(word, rest);
}

function parse(word: string, rest: Words): Command {
  switch (word) {
    case 'up':
      return { kind: 'up', from: fromOption(rest) };
    case 'down':
    case 'heal':
      count(word, rest, 0);
      return { kind: word };
    case 'status':
      if (rest.length > 0 && rest.join(' ') !== '--json') throw wrong(word);
      return { kind: 'status', json: rest.length > 0 };
    case 'shell':
      return shell(rest);
    case 'ops':
      return { kind: 'run', place: 'ops', argv: rest.length > 0 ? rest : ['bash'] };
    case 'tamada':
      return { kind: 'tamada', argv: rest };
    case 'install':
      return { kind: 'install', archive: count(word, rest, 1)[0] ?? '' };
    case 'kill':
    case 'boot':
    case 'stop':
    case 'reboot':
    case 'freeze':
    case 'thaw':
      return { kind: word, host: host(word, count(word, rest, 1)[0]) };
    case 'cut':
      return parseCut(rest);
    case 'delay':
      return parseDelay(rest);
    case 'checkpoint':
    case 'restore':
    case 'forget':
      return { kind: word, name: checkpointName(word, rest) };
    default:
      throw wrong(word);
  }
}

function shell([name, ...argv]: Words): Command {
  return { kind: 'run', place: name === 'ops' ? 'ops' : host('shell', name), argv: argv.length > 0 ? argv : ['bash', '-l'] };
}

function fromOption(rest: Words): string | undefined {
  if (rest.length === 0) return undefined;
  const [option, name] = rest;
  if (option !== '--from' || name === undefined || rest.length > 2) throw wrong('up');
  checkCheckpointName(name);
  return name;
}

function parseCut(rest: Words): Command {
  const [first, second] = rest;
  if (rest.length < 1 || rest.length > 2 || first === second) throw wrong('cut');
  return { kind: 'cut', segment: segment(first), other: second === undefined ? undefined : segment(second) };
}

function parseDelay(rest: Words): Command {
  const [name, milliseconds, loss = '0'] = rest;
  if (rest.length < 2 || rest.length > 3) throw wrong('delay');
  return {
    kind: 'delay',
    datacenter: datacenter(name),
    milliseconds: number(milliseconds, 60_000, 'MS is a number of milliseconds'),
    lossPercent: number(loss.replace(/%$/, ''), 100, 'LOSS is a percentage'),
  };
}

function checkpointName(word: string, rest: Words): string {
  const [name = ''] = count(word, rest, 1);
  checkCheckpointName(name);
  return name;
}

function number(text: string | undefined, most: number, problem: string): number {
  const value = Number(text);
  if (text === undefined || !/^\d+(\.\d+)?$/.test(text) || value > most)
    throw new LabError('usage', `${problem}, not ${text ?? ''}`, form('delay'));
  return value;
}

function host(word: string, name: string | undefined): Host {
  if (name === undefined) throw wrong(word);
  if (isHost(name)) return name;
  throw new LabError('usage', `There is no host ${name}`, `There are: ${hosts.join(' ')}`);
}

function datacenter(name: string | undefined): Datacenter {
  if (name !== undefined && isDatacenter(name)) return name;
  throw new LabError('usage', `There is no datacentre ${name ?? ''}`, `There are: ${datacenters.join(' ')}`);
}

function segment(name: string | undefined): Segment {
  if (name !== undefined && isSegment(name)) return name;
  throw new LabError('usage', `There is no datacentre ${name ?? ''}`, `There are: ${segments.join(' ')}`);
}

function count(word: string, rest: Words, wanted: number): Words {
  if (rest.length !== wanted) throw wrong(word);
  return rest;
}

function wrong(word: string): LabError {
  return new LabError('usage', `${word} is called in another way`, form(word));
}

function form(word: string): string {
  return `npm run lab -- ${entries[word]?.usage ?? '--help'}`;
}
