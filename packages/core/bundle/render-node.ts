import type { Facts, Platform } from '../facts/types.ts';
import { TamadaError } from '../errors/index.ts';
import type { FileRule } from '../platform/index.ts';
import { directoryTable, fileTable, nodePrograms } from '../platform/index.ts';
import type { Node, Topology } from '../topology/types.ts';
import type { NodeContext } from './node-context.ts';
import { nodeContext } from './node-context.ts';
import { nodeUnits } from './node-units.ts';
import { checkView } from './template/check-view.ts';
import { StrictWriter } from './template/strict-writer.ts';
import type { View } from './template/strict-writer.ts';
import type { TemplateFile } from './template-files.ts';
import { templateGroups } from './template-files.ts';
import type { Bundle, BundleFile } from './types.ts';

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
  const write = ({ template, format }: TemplateFile, view: View): string => {
    const text = templates.get(template);
    if (text === undefined) throw new TamadaError({ code: 'render_failed', template, problem: 'there is no such template' });
    const writer = writers.get(template) ?? new StrictWriter(template, format);
    writers.set(template, writer);
    return writer.write(text, view);
  };
  return ({ topology, node, facts, platform }) => render(nodeContext(topology, node, facts, platform), write);
}

function render(context: NodeContext, write: (file: TemplateFile, view: View) => string): Bundle {
  const { topology, node, platform } = context;
  const rules = new Map(fileTable(node.role, platform, topology.postgres.version).map((rule) => [rule.path, rule]));
  const programs = new Set<string>(['tamada', ...nodePrograms(topology, node)]);
  const files = templateGroups
    .filter(({ program }) => programs.has(program))
    .flatMap((group) => {
      const view = group.view(context);
      checkView(group.program, view);
      return group.files.map((file) => bundleFile(rules.get(file.path(context.paths)), file, write(file, view)));
    });
  const directories = directoryTable(node.role, platform, topology.postgres.version).filter(({ program }) => programs.has(program));
  return {
    cluster: topology.name,
    node: node.name,
    generation: 0,
    directories: directories.map(({ path, program, ownership, maxMode }) => ({ path, program, ...ownership, mode: maxMode })),
    files,
    units: nodeUnits(context),
  };
}

function bundleFile(rule: FileRule | undefined, { template }: TemplateFile, content: string): BundleFile {
  if (rule === undefined) throw new TamadaError({ code: 'internal', problem: `the file table has no place for ${template}` });
  return { path: rule.path, program: rule.program, ...rule.ownership, mode: rule.maxMode, content };
}
