import type { Datacenter, Host, Place, Segment } from '../addresses.ts';

/** What a person can ask for. */
export type Command =
  | { readonly kind: 'help'; readonly about: string | null }
  | { readonly kind: 'up'; readonly from: string | undefined }
  | { readonly kind: 'down' }
  | { readonly kind: 'status'; readonly json: boolean }
  | { readonly kind: 'run'; readonly place: Place; readonly argv: readonly string[] }
  | { readonly kind: 'tamada'; readonly argv: readonly string[] }
  | { readonly kind: 'install'; readonly archive: string }
  | { readonly kind: 'kill' | 'boot' | 'stop' | 'reboot' | 'freeze' | 'thaw'; readonly host: Host }
  | { readonly kind: 'cut'; readonly segment: Segment; readonly other: Segment | undefined }
  | { readonly kind: 'heal' }
  | { readonly kind: 'delay'; readonly datacenter: Datacenter; readonly milliseconds: number; readonly lossPercent: number }
  | { readonly kind: 'checkpoint' | 'restore' | 'forget'; readonly name: string };

export type CommandKind = Command['kind'];
