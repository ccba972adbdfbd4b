/** What this copy says that it is; tests build copies that say something else. */
export interface Program {
  readonly version: string;
  /** The agents' protocol as the real one counts: 20509 is 2.5.9. */
  readonly protocol: number;
  readonly major: string;
  readonly postgres: string;
}

/** Put there by the bundler; absent where nothing was bundled. */
declare const builtAs: Program;

export const program: Program =
  typeof builtAs === 'undefined' ? { version: '2.5.15', protocol: 20509, major: '15', postgres: '15.18' } : builtAs;

/** 20509 → `2.5.9`. */
export function protocolText(protocol: number): string {
  return [Math.floor(protocol / 10_000), Math.floor(protocol / 100) % 100, protocol % 100].join('.');
}
