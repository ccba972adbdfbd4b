// Original file: proto/tamada/v1/agent.proto


export interface HaproxyCounting {
  'counted'?: (number);
  'wanted'?: (number);
}

export interface HaproxyCounting__Output {
  'counted': (number);
  'wanted': (number);
}
