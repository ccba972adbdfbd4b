import { TamadaError } from '../../errors/index.ts';
import { holdsSlot } from '../../secrets/index.ts';
import type { View, ViewValue } from './strict-writer.ts';

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
