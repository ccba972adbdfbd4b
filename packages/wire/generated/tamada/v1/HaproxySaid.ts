// Original file: proto/tamada/v1/agent.proto

import type { HaproxyServer as _tamada_v1_HaproxyServer, HaproxyServer__Output as _tamada_v1_HaproxyServer__Output } from '../../tamada/v1/HaproxyServer.ts';
import type { HaproxyFrontend as _tamada_v1_HaproxyFrontend, HaproxyFrontend__Output as _tamada_v1_HaproxyFrontend__Output } from '../../tamada/v1/HaproxyFrontend.ts';

export interface HaproxySaid {
  'servers'?: (_tamada_v1_HaproxyServer)[];
  'frontends'?: (_tamada_v1_HaproxyFrontend)[];
}

export interface HaproxySaid__Output {
  'servers': (_tamada_v1_HaproxyServer__Output)[];
  'frontends': (_tamada_v1_HaproxyFrontend__Output)[];
}
