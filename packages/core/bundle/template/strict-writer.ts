import mustache from 'mustache';
import { plainNumber, quoteFor } from './quote.ts';
import { StrictContext } from './strict-context.ts';
import { TamadaError } from '../../errors/index.ts';
import type { FileFormat } from '../../platform/index.ts';
import { holdsSlot } from '../../secrets/index.ts';

/** What a template may show. Names that may be absent are null or false, never missing. */
export interface View {
  readonly [name: string]: ViewValue;
}
export type ViewValue = string | number | boolean | null | readonly ViewValue[] | View;

/** Mustache without its leniency: unknown names, partials and empty values are errors, values are quoted for the format. */
export class StrictWriter extends mustache.Writer {
  readonly #template: string;
  readonly #format: FileFormat;

  constructor(template: string, format: FileFormat) {
    super();
    this.#template = template;
    this.#format = format;
  }

  /** Renders the one template that this writer is for; parsed once. */
  write(text: string, view: View): string {
    try {
      return this.render(text, new StrictContext(this.#template, view));
    } catch (error) {
      if (error instanceof TamadaError) throw error;
      throw this.#failure(error instanceof Error ? error.message : String(error), error);
    }
  }

  override escapedValue(token: string[], context: mustache.Context): string {
    return quoteFor(this.#format, this.#scalar(token, context));
  }

  override unescapedValue(token: string[], context: mustache.Context): string {
    const value = this.#scalar(token, context);
    return typeof value === 'number' ? plainNumber(value) : String(value);
  }

  override renderPartial(token: string[]): string {
    throw this.#failure(`it uses the partial ${token[1] ?? ''}; templates have none`);
  }

  #scalar(token: string[], context: mustache.Context): string | number | boolean {
    const name = token[1] ?? '';
    const value: unknown = context.lookup(name);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    throw this.#failure(`${name} is not a single value here`);
  }

  #failure(problem: string, cause?: unknown): TamadaError {
    return new TamadaError({ code: 'render_failed', template: this.#template, problem }, { cause });
  }
}

const control = /[\u0000-\u001f\u007f]/;

/** Refuses values that would be read as a slot or would begin a line of their own. */
export function checkView(template: string, view: View): void {
  for (const [name, value] of Object.entries(view)) checkValue(template, name, value);
}

function checkValue(template: string, name: string, value: ViewValue): void {
  if (typeof value === 'string') {
    const problem = control.test(value)
      ? 'a line break or another control character'
      : holdsSlot(value)
        ? 'the mark of a secret slot'
        : /[\ud800-\udfff]/u.test(value)
          ? 'half a character'
          : null;
    if (problem !== null) throw new TamadaError({ code: 'render_failed', template, problem: `the value ${name} holds ${problem}` });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries<ViewValue>(value)) checkValue(template, `${name}.${key}`, inner);
  }
}
