import mustache from 'mustache';
import { TamadaError } from '../../errors/index.ts';

/** Mustache's lookup, but own properties only, and an unknown name is an error. */
export class StrictContext extends mustache.Context {
  readonly #template: string;
  readonly #view: unknown;
  readonly #outer: StrictContext | null;

  constructor(template: string, view: unknown, outer: StrictContext | null = null) {
    super(view);
    this.#template = template;
    this.#view = view;
    this.#outer = outer;
  }

  override push(view: unknown): StrictContext {
    return new StrictContext(this.#template, view, this);
  }

  override lookup(name: string): unknown {
    if (name === '.') return this.#view;
    const [first = '', ...rest] = name.split('.');
    const found = rest.reduce<unknown>((value, part) => property(value, part), this.#search(first));
    if (found === undefined) throw new TamadaError({ code: 'template_unknown_name', template: this.#template, name });
    return found;
  }

  #search(name: string): unknown {
    if (has(this.#view, name)) return this.#view[name];
    return this.#outer === null ? undefined : this.#outer.#search(name);
  }
}

function property(value: unknown, name: string): unknown {
  return has(value, name) ? value[name] : undefined;
}

function has(value: unknown, name: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}
