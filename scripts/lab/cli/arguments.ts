import { Argument, Command as Program, CommanderError, InvalidArgumentError } from '@commander-js/extra-typings';
import { type Datacenter, datacenters, type Host, hosts, type Place, places, type Segment, segments } from '../addresses.ts';
import { LabError } from '../lab-error.ts';
import { checkCheckpointName } from '../layers/checkpoints.ts';

/** What a person can ask for. */
export type Command =
  | { readonly kind: 'up'; readonly from: string | undefined }
  | { readonly kind: 'down' | 'heal' }
  | { readonly kind: 'status'; readonly json: boolean }
  | { readonly kind: 'run'; readonly place: Place; readonly argv: readonly string[] }
  | { readonly kind: 'tamada'; readonly argv: readonly string[] }
  | { readonly kind: 'install'; readonly archive: string }
  | { readonly kind: 'kill' | 'boot' | 'stop' | 'reboot' | 'freeze' | 'thaw'; readonly host: Host }
  | { readonly kind: 'cut'; readonly segment: Segment; readonly other: Segment | undefined }
  | { readonly kind: 'delay'; readonly datacenter: Datacenter; readonly milliseconds: number; readonly lossPercent: number }
  | { readonly kind: 'checkpoint' | 'restore' | 'forget'; readonly name: string };

/** What the words mean; null where help was asked for and printed; an error that shows the right form otherwise. */
export function parseArguments(words: readonly string[], print: (text: string) => void): Command | null {
  let asked: Command | null = null;
  const program = labProgram((command) => (asked = command), print);
  try {
    program.parse(words.length === 0 ? ['--help'] : words, { from: 'user' });
    return asked;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    const command = program.commands.find((each) => each.name() === words[0]);
    const form = command === undefined ? '--help' : `${command.name()} ${command.usage()}`;
    throw new LabError('usage', error.message.replace(/^error: /, ''), `npm run lab -- ${form}`);
  }
}

const surroundings = `
TAMADA_LAB_DIR   the folder of the lab (.lab)
TAMADA_LAB_NAME  names its namespaces, to have a second one (tamada)
TAMADA_CACHE     the folder of what is built once (~/.cache/tamada)

Exit codes: 0 done, 1 failed, 2 usage, 3 refused. shell, ops and tamada end as their command does.`;

function labProgram(ask: (command: Command) => void, print: (text: string) => void) {
  const program = new Program('npm run lab --')
    .description('The lab: six hosts with systemd and networks of their own, on this machine.')
    .usage('COMMAND [ARGUMENT…]')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined })
    .addHelpText('after', surroundings);
  const add = (name: string, summary: string, more = '') => {
    const command = program.command(name).description(summary);
    return more === '' ? command : command.addHelpText('after', `\n${more}`);
  };
  add('up', 'make the hosts and start them', 'Builds the base tree first where this machine has none yet (about a minute).')
    .option('--from <name>', 'start them on this checkpoint', checkpointName)
    .action(({ from }) => ask({ kind: 'up', from }));
  add('down', 'end everything and forget what the hosts wrote; checkpoints stay', 'Also takes away what a broken run left.').action(() =>
    ask({ kind: 'down' }),
  );
  add('status', 'what is on, cut, delayed; which checkpoints there are')
    .option('--json', 'as JSON', false)
    .action(({ json }) => ask({ kind: 'status', json }));
  add('shell', 'a shell, or a command, on a host', 'Example: shell pg-a1-1 journalctl -u patroni -f')
    .addArgument(new Argument('<host>').choices(places))
    .argument('[cmd...]')
    .passThroughOptions()
    .action((place, argv) => ask({ kind: 'run', place, argv: argv.length > 0 ? argv : ['bash', '-l'] }));
  add('ops', "a command in the operator's network and home", 'Example: ops ping -c1 10.10.1.1')
    .argument('[cmd...]')
    .passThroughOptions()
    .action((argv) => ask({ kind: 'run', place: 'ops', argv: argv.length > 0 ? argv : ['bash'] }));
  add('tamada', "the product's CLI, in the operator's workspace")
    .argument('[args...]')
    .helpOption(false)
    .passThroughOptions()
    .allowUnknownOption()
    .action((argv) => ask({ kind: 'tamada', argv }));
  add('install', 'unpack the product for the operator')
    .argument('<archive>')
    .action((archive) => ask({ kind: 'install', archive }));
  const powers = {
    kill: 'power loss',
    boot: 'power on, and wait until it has started',
    stop: 'clean power-off',
    reboot: 'reboot, and wait until it has started',
    freeze: 'the host hangs: no process of it runs, its addresses stay',
    thaw: 'a frozen host goes on',
  } as const;
  for (const kind of Object.keys(powers) as (keyof typeof powers)[])
    add(kind, powers[kind])
      .addArgument(new Argument('<host>').choices(hosts))
      .action((host) => ask({ kind, host }));
  add(
    'cut',
    'no packet between two datacentres; with one name, between it and everybody',
    'ops stands for the operator: `cut a1` cuts the operator off too, `cut a1 a2` and `cut a1 a3` do not.',
  )
    .addArgument(new Argument('<dc>').choices(segments))
    .addArgument(new Argument('[dc]').choices(segments))
    .action((segment, other) => {
      if (segment === other) throw new InvalidArgumentError(`${segment} cannot be cut from itself`);
      ask({ kind: 'cut', segment, other });
    });
  add('heal', 'all links whole and fast again').action(() => ask({ kind: 'heal' }));
  add(
    'delay',
    'slow and lossy: the link between a datacentre and everybody else',
    'MS and LOSS count in each direction: `delay a1 20` adds 40 ms to a round trip. `delay a1 0` takes it away.',
  )
    .addArgument(new Argument('<dc>').choices(datacenters))
    .argument('<ms>', 'milliseconds', numberUpTo(60_000))
    .argument('[loss%]', 'packets lost', numberUpTo(100), 0)
    .action((datacenter, milliseconds, lossPercent) => ask({ kind: 'delay', datacenter, milliseconds, lossPercent }));
  const keeping = {
    checkpoint: 'keep what all hosts have on disk (stops and starts them)',
    restore: 'put all hosts back to a checkpoint',
    forget: 'remove a checkpoint, and those made on top of it',
  } as const;
  for (const kind of Object.keys(keeping) as (keyof typeof keeping)[])
    add(kind, keeping[kind])
      .argument('<name>', '', checkpointName)
      .action((name) => ask({ kind, name }));
  return program;
}

function checkpointName(name: string): string {
  checkCheckpointName(name);
  return name;
}

function numberUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text.replace(/%$/, ''));
    if (/^\d+(\.\d+)?%?$/.test(text) && value <= most) return value;
    throw new InvalidArgumentError(`It is a number from 0 to ${most}.`);
  };
}
