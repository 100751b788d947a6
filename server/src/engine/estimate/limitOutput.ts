// A request's own output limit caps what the scenario expects a tick to answer.
import type { Request, Scenario } from '../model/index.ts';

const limitNames = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'];

/** The scenario with its output tokens cut to the smallest limit that is a literal in the source. */
export function limitOutput(request: Pick<Request, 'params'>, scenario: Scenario): Scenario {
  let outputTokens = scenario.outputTokens;
  for (const name of limitNames) {
    const param = request.params.get(name);
    if (param?.presence !== 'always' || param.value.kind !== 'scalar') continue;
    const { value } = param.value;
    if (typeof value === 'number' && value > 0) outputTokens = Math.min(outputTokens, value);
  }
  return outputTokens === scenario.outputTokens ? scenario : { ...scenario, outputTokens };
}
