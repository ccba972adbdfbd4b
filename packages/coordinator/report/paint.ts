import { styleText } from 'node:util';

/** Colours by meaning, so that a report never names a colour. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Whether to colour is the caller's decision: the terminal is not asked a second time. */
export function makePaint(colours: boolean): Paint {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colours ? styleText(format, text, { validateStream: false }) : text;
  return { good: style('green'), warn: style('yellow'), bad: style('red'), strong: style('bold'), faint: style('dim') };
}
