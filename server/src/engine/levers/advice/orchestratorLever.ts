// Lever: route once, run the tools in code, word the answer once.
import type { Lever } from './lever.ts';
import { orchestratorModes } from './orchestratorModes.ts';

const modes = ['single', 'parallel', 'sequential'] as const;

export const orchestratorLever: Lever = {
  id: 'orchestrator',
  name: 'orchestrator',
  replacesLoop: true,
  weigh(situation) {
    const { profile, assume, modelCost, milliseconds } = situation;
    if (!profile.isLoop) return { silent: 'There is no loop to take apart.' };
    if (profile.ticks.length <= 2) return { silent: 'The task takes two calls already: one to route, one to answer.' };
    const mode = modes[assume.orchestratorMode - 1] ?? 'parallel';
    const synthesis = assume.synthesis > 0;
    const chosen = orchestratorModes(situation).find((one) => one.mode === mode && one.synthesis === synthesis);
    if (chosen === undefined) return { silent: 'There is no tick to route.' };
    return {
      saves: { money: modelCost - chosen.cost, milliseconds: milliseconds - chosen.milliseconds },
      how: 'Offer the tools and a `plan_execution` tool that does nothing: one tool chosen means single, several parallel, the plan sequential. Run them in code and send the results to one last call.',
      risk: 'What the first call does not foresee is not done: exploring tasks need the loop.',
      assumes: [
        `the ${mode} mode${synthesis ? '' : ', and callers that take raw results'}`,
        `a router prompt of ${assume.routerTokens} tokens besides the tools`,
        `${assume.toolMilliseconds} ms a tool`,
      ],
      figures: { calls: chosen.calls, callsNow: profile.ticks.length },
    };
  },
};
