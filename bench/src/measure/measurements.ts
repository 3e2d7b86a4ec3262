import type { Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { measureContracts } from './contracts.ts';
import { measureJudge } from './judge.ts';
import { measureLogCost } from './log-cost.ts';
import { measureLog } from './log.ts';
import { measureMemory } from './memory.ts';
import { measureMetadata } from './metadata.ts';
import { measurePack } from './pack.ts';
import { measurePublish } from './publish.ts';
import { measureRunner } from './runner.ts';
import { measureSearchGrowth } from './search-growth.ts';
import { measureSearch } from './search.ts';
import { measureStart } from './start.ts';
import { measureVerify } from './verify.ts';

/** Is one measurement: makes what it needs inside the folder and gives its section of the report. */
export type Measurement = (folder: string, scale: Scale) => Promise<Section>;

/** Lists the measurements in the order of the report. */
export const MEASUREMENTS: Readonly<Record<string, Measurement>> = Object.freeze({
  metadata: measureMetadata,
  publish: measurePublish,
  'log-cost': measureLogCost,
  log: measureLog,
  verify: measureVerify,
  pack: measurePack,
  contracts: measureContracts,
  runner: measureRunner,
  judge: measureJudge,
  search: measureSearch,
  'search-growth': measureSearchGrowth,
  start: measureStart,
  memory: measureMemory,
});
