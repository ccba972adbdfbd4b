import { agentView } from './agent-config.ts';
import type { Bundle, BundleDirectory, BundleUnit } from './bundle.ts';
import { nodeContext, type NodeContext } from './node-context.ts';
import { checkView, StrictWriter, type View } from './template/strict-writer.ts';
import { consulView } from './views/consul.ts';
import { haproxyView } from './views/haproxy.ts';
import { keepalivedView } from './views/keepalived.ts';
import { patroniView } from './views/patroni.ts';
import { TamadaError } from '../errors/index.ts';
import type { Facts, Platform } from '../facts/index.ts';
import {
  directoryTable,
  fileTable,
  nodePrograms,
  platformTable,
  rolePrograms,
  unwantedUnits,
  type DirectoryRule,
  type FileRule,
  type Owner,
} from '../platform/index.ts';
import type { Node, Topology } from '../topology/types.ts';

/** What the files of each program are written from; PostgreSQL's have Patroni's view. */
const views: Readonly<Record<Exclude<Owner, 'postgres'>, (context: NodeContext) => View>> = {
  tamada: agentView,
  consul: consulView,
  patroni: patroniView,
  haproxy: haproxyView,
  keepalived: keepalivedView,
  pg_probackup: () => ({}),
};

export interface NodeInput {
  readonly topology: Topology;
  readonly node: Node;
  /** Null: the platform's defaults are taken. */
  readonly facts: Facts | null;
  /** Counts where there are no facts; debian where it is not given either. */
  readonly platform?: Platform | undefined;
}

export interface RenderInput extends NodeInput {
  /** Mustache templates by their path below `configs/`, with the operator's overrides in place. */
  readonly templates: ReadonlyMap<string, string>;
}

/** Everything one node needs, with generation 0. */
export function renderNode({ templates, ...input }: RenderInput): Bundle {
  return createRenderer(templates)(input);
}

/** The same for many nodes: each template is parsed once. */
export function createRenderer(templates: ReadonlyMap<string, string>): (input: NodeInput) => Bundle {
  const writers = new Map<string, StrictWriter>();
  const write = ({ template, format }: FileRule, view: View): string => {
    const text = templates.get(template);
    if (text === undefined) throw new TamadaError({ code: 'render_failed', template, problem: 'there is no such template' });
    const writer = writers.get(template) ?? new StrictWriter(template, format);
    writers.set(template, writer);
    return writer.write(text, view);
  };
  return ({ topology, node, facts, platform }) => render(nodeContext(topology, node, facts, platform), write);
}

function render(context: NodeContext, write: (rule: FileRule, view: View) => string): Bundle {
  const { topology, node, platform } = context;
  const programs = new Set<Owner>(['tamada', ...nodePrograms(topology, node)]);
  const rules = fileTable(node.role, platform, topology.postgres.version).filter(({ program }) => programs.has(program));
  const viewOf = viewsOf(context);
  const directories = directoryTable(node.role, platform, topology.postgres.version).filter(({ program }) => programs.has(program));
  return {
    cluster: topology.name,
    node: node.name,
    generation: 0,
    directories: directories.map(parts),
    files: rules.map((rule) => ({ ...parts(rule), content: write(rule, viewOf(rule.program)) })),
    units: nodeUnits(context),
  };
}

function parts({ path, program, ownership, maxMode }: DirectoryRule): BundleDirectory {
  return { path, program, ...ownership, mode: maxMode };
}

/** Each view of a node is made and checked once. */
function viewsOf(context: NodeContext): (program: Owner) => View {
  const made = new Map<string, View>();
  return (program) => {
    const name = program === 'postgres' ? 'patroni' : program;
    const known = made.get(name);
    if (known !== undefined) return known;
    const view = views[name](context);
    checkView(name, view);
    made.set(name, view);
    return view;
  };
}

/** The units that the node should run, and those of packages or of its role that it should not. */
function nodeUnits({ topology, node, platform }: NodeContext): readonly BundleUnit[] {
  const { programs } = platformTable(platform);
  const wanted = nodePrograms(topology, node);
  const ofRole = rolePrograms(node.role).flatMap((program): readonly BundleUnit[] => {
    const { unit } = programs[program];
    const needed = wanted.includes(program);
    return unit === null ? [] : [{ name: unit, program, running: needed, enabled: needed }];
  });
  const unwanted = unwantedUnits(node.role, platform, topology.postgres.version).map((name): BundleUnit => ({
    name,
    program: 'postgres',
    running: false,
    enabled: false,
  }));
  return [...unwanted, ...ofRole];
}
