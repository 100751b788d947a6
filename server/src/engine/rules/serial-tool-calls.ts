// Reports tool calls of one answer that wait for each other without need.
import { startTogetherFix } from './edits/index.ts';
import { defineRule, type FactsContext } from './rule.ts';
import { headOfLoop } from './shared/headOfLoop.ts';

export const serialToolCalls = defineRule({
  id: 'serial-tool-calls',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'unsafe',
  takes: 'facts',
  summary: 'independent tool calls of one answer are awaited one by one',
  docs: {
    what: 'Reports loops over the tool calls of one answer that await each call before the next one starts, when the calls go to a server of the Model Context Protocol, or to tools whose names all say that they only look something up.',
    why: 'The model asks for several calls at once because none needs the result of another. One by one they take the sum of their times; together, that of the slowest: 700 ms instead of 1,500 ms for calls of 300, 700 and 500 ms, on every tick.',
    fix: 'Start them together and put the results in the order of the calls: `Promise.allSettled(calls.map(…))`, `asyncio.gather(*…, return_exceptions=True)`. Cap how many run at a time when a service behind them has a limit.',
    whenNotToUse:
      'When the tools share something that the order matters for: a screen, a shell, a file that they write.',
  },
  messages: {
    serial:
      'The tool calls of one answer wait for each other: a turn takes the sum of their times, not the longest one. Start them together and keep the results in order.',
  },
  *check(context) {
    for (const { loop, awaits, form, place } of context.facts.toolDispatches) {
      if (form !== 'serial' || awaits === undefined || loop === undefined) continue;
      if (context.facts.loops[loop]?.waits === true || asksForOneAtATime(context)) continue;
      if (!protocolCall.test(awaits.label) && !onlyLooksUp(context)) continue;
      yield {
        messageId: 'serial',
        place: headOfLoop({ place }, context),
        related: [{ place: awaits.place, message: 'awaited before the next one starts' }],
        fixes: () => startTogetherFix(context, place, awaits.place),
      };
    }
  },
});

/** The method of clients of the Model Context Protocol. */
const protocolCall = /(?:^|\.)(?:call_tool|callTool)$/;

const lookup =
  /^(?:get|list|search|find|fetch|lookup|look_up|query|read|check|describe|show|count|calculate|web_?search)(?:_|[A-Z]|$)/;

/** Every tool of every request is known by name, and the name says that it changes nothing. */
function onlyLooksUp({ calls }: FactsContext): boolean {
  const parts = calls.flatMap(({ analyzed }) => analyzed.call.request.tools ?? []);
  const names = parts.flatMap(({ blocks }) => blocks.map(({ name }) => name));
  return (
    names.length > 1 &&
    parts.every(({ open }) => !open) &&
    names.every((name) => name !== undefined && lookup.test(name))
  );
}

/** The request tells the model, or the provider, to give one tool call at a time. */
function asksForOneAtATime({ calls }: FactsContext): boolean {
  return calls.some(({ analyzed }) => {
    const { params } = analyzed.call.request;
    const parallel = params.get('parallel_tool_calls')?.value;
    const choice = params.get('tool_choice')?.value;
    const disabled = choice?.kind === 'record' && choice.fields.some(({ key }) => key === 'disable_parallel_tool_use');
    return disabled || (parallel?.kind === 'scalar' && parallel.value === false);
  });
}
