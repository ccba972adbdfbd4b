import { singleDatacenter } from './templates/single-dc.ts';
import { twoPlusTwoPlusOne } from './templates/two-plus-two-plus-one.ts';

export const templateKinds = ['two-plus-two-plus-one', 'single-dc'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** The commented `cluster.yaml` that an operator begins with. `name` must be a DNS label. */
export function topologyTemplate(kind: TemplateKind, name: string): string {
  switch (kind) {
    case 'two-plus-two-plus-one':
      return twoPlusTwoPlusOne(name);
    case 'single-dc':
      return singleDatacenter(name);
  }
}
