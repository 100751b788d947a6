// A run as the program sends it, made from the simulated run of a page.
import { toDollars } from '../../../server/src/engine/estimate/index.ts';
import { type CatalogModel, type PromptPlan, profileRun, unpack } from '../../../server/src/engine/profile/index.ts';
import type { ProfilePage, ProfileRun, ProfileTick } from '../../../server/src/protocol/index.ts';

export function sampleRun(page: ProfilePage, ticks = page.scenario.ticks): ProfileRun {
  if (page.model === undefined) throw new Error('A run needs a model.');
  const model = unpack<CatalogModel>(page.model.packed);
  const timeline = profileRun(unpack<PromptPlan>(page.plan), { ...page.scenario, ticks }, model);
  const all = timeline.ticks.map(({ usage, hitRate, cost, miss }, at): ProfileTick => {
    const figures = {
      tokens: usage,
      ...(hitRate === undefined ? {} : { hitRate }),
      ...(cost === undefined ? {} : { cost: toDollars(cost) }),
    };
    return {
      ...figures,
      tick: at + 1,
      seconds: at * page.scenario.gapSeconds,
      firstTokenMilliseconds: 640,
      predicted: figures,
      ...(miss === undefined
        ? {}
        : {
            missReason: miss.reason,
            missedTokens: miss.tokens ?? 0,
            divergence: {
              byte: 14_200,
              level: 'system' as const,
              block: 4,
              before: 'It is 2026-11-20T09:30:00.000Z. Answer',
              after: 'It is 2026-11-20T09:30:05.000Z. Answer',
              source: { path: '/workspace/src/agent.ts', line: 14, label: 'new Date()' },
            },
          }),
    };
  });
  return {
    version: 1,
    provider: 'local',
    api: 'messages',
    model: model.id,
    ticks: all,
    total: { tokens: all[0]?.tokens ?? { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 } },
    wanted: ticks,
  };
}
