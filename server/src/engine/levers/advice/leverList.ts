// Every lever that the advisor weighs.
import { askTogetherLever } from './askTogetherLever.ts';
import { batchApiLever } from './batchApiLever.ts';
import { batchingLever } from './batchingLever.ts';
import { capFanOutLever } from './capFanOutLever.ts';
import { deterministicPathLever } from './deterministicPathLever.ts';
import { evaluatorExitLever } from './evaluatorExitLever.ts';
import { fanInSynthesisLever } from './fanInSynthesisLever.ts';
import { keepAliveLever } from './keepAliveLever.ts';
import type { Lever } from './lever.ts';
import { oneHourTtlLever } from './oneHourTtlLever.ts';
import { orchestratorLever } from './orchestratorLever.ts';
import { outputLimitLever } from './outputLimitLever.ts';
import { parallelToolsLever } from './parallelToolsLever.ts';
import { patternCacheLever } from './patternCacheLever.ts';
import { planThenExecuteLever } from './planThenExecuteLever.ts';
import { preWarmLever } from './preWarmLever.ts';
import { promptCacheLever } from './promptCacheLever.ts';
import { reasoningOffLever } from './reasoningOffLever.ts';
import { resultCacheLever } from './resultCacheLever.ts';
import { semanticCacheLever } from './semanticCacheLever.ts';
import { shorterPromptLever } from './shorterPromptLever.ts';
import { simplerPatternLever } from './simplerPatternLever.ts';
import { smallerRouterLever } from './smallerRouterLever.ts';
import { speculationLever } from './speculationLever.ts';
import { stopConditionLever } from './stopConditionLever.ts';
import { trimToolsLever } from './trimToolsLever.ts';

export const leverList: readonly Lever[] = [
  promptCacheLever,
  oneHourTtlLever,
  keepAliveLever,
  preWarmLever,
  resultCacheLever,
  parallelToolsLever,
  capFanOutLever,
  batchingLever,
  batchApiLever,
  planThenExecuteLever,
  deterministicPathLever,
  orchestratorLever,
  semanticCacheLever,
  patternCacheLever,
  smallerRouterLever,
  outputLimitLever,
  reasoningOffLever,
  trimToolsLever,
  shorterPromptLever,
  stopConditionLever,
  simplerPatternLever,
  evaluatorExitLever,
  fanInSynthesisLever,
  speculationLever,
  askTogetherLever,
];
