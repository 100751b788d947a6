// The tool `profile`: what a run of model calls is predicted to read, write and cost. Nothing is sent.
import { type Timeline, writtenTokens } from '../../engine/index.ts';
import { type AgentToolInput, usualCalls } from '../../protocol/index.ts';
import { plainStyle, profileText, profileTitle } from '../../report/index.ts';
import { profiledObject } from '../profileJson.ts';
import { cutText, pageOf } from './pageOf.ts';
import { pageText } from './pageText.ts';
import { callKey, toolCalls } from './toolCalls.ts';
import type { ToolResult, ToolWork } from './toolWork.ts';

/** Of a longer run the middle is left out. */
const firstTicks = 12;
const lastTicks = 3;
const picodollars = 1e12;

export async function profileTool(input: AgentToolInput<'profile'>, work: ToolWork): Promise<ToolResult> {
  const { file, line, model, limit = usualCalls, cursor, ...given } = input;
  const scenario = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { engine, calls, base, displayPath } = await toolCalls(work, file, line, scenario);
  const page = pageOf(calls, {
    limit,
    cursor,
    keyOf: callKey,
    show: ({ call, path, line: own, scenario: applied }) => {
      // What was asked for wins over a comment at the call.
      const wanted = { ...engine.scenarioOf(call, applied), ...scenario };
      const asked = model === undefined ? {} : { model };
      const timeline = engine.timeline(call, wanted, model);
      const title = profileTitle(call, displayPath(path), own);
      const text = profileText(engine, call, { title, scenario: wanted, style: plainStyle, displayPath, ...asked });
      const object = profiledObject(engine, { call, path, line: own, scenario: wanted, ...asked }, base);
      return {
        text: cutText(text, 'The profile'),
        object: { ...object, file: displayPath(path), ticks: timeline === undefined ? [] : ticksOf(timeline) },
      };
    },
    sizeOf: ({ text }) => text.length,
  });
  const { shown, total, next } = page;
  const isKnown = model === undefined || shown.some(({ object }) => object.ticks.length > 0);
  const notes = isKnown ? [] : [`The catalog does not know the model ${model}: there are no prices.`];
  return {
    text: pageText(page, { texts: shown.map(({ text }) => text), noun: 'model call', notes, between: '\n\n' }),
    structured: { calls: shown.map(({ object }) => object), total, next, notes },
  };
}

function ticksOf({ ticks }: Timeline) {
  return ticks.flatMap(({ usage, cost }, at) =>
    at < firstTicks || at >= ticks.length - lastTicks
      ? {
          tick: at + 1,
          read: usage.read,
          written: writtenTokens(usage),
          fresh: usage.fresh,
          output: usage.output,
          cost: cost === undefined ? undefined : Number(cost) / picodollars,
        }
      : [],
  );
}
