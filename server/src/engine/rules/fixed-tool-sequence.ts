// Reports tools that code has a model call in an order of its own.
import type { ModelCall, Value } from '../model/index.ts';
import { isSamePlace } from '../text/index.ts';
import { defineRule } from './rule.ts';

export const fixedToolSequence = defineRule({
  id: 'fixed-tool-sequence',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'code forces one tool after the other: the model is not deciding',
  docs: {
    what: 'Reports requests of one conversation that follow each other in a function and force one tool each by its name (`tool_choice`), another tool each time, from the same list of tools.',
    why: 'A model that may only call the tool that it is told to decides nothing but the arguments. Each of the requests sends the whole conversation again and takes seconds, where a line of code would call the next tool at once.',
    fix: 'Call the tools from code in that order, and ask the model once with what they gave: for the arguments that take language to find, and for the answer. Eight to twelve calls become two or three.',
    whenNotToUse: 'When each set of arguments depends on the result before it in a way that only a model can work out.',
  },
  messages: {
    sequence:
      'These requests force {names} one after the other: code decides the order, and the model only fills in arguments, with the whole conversation sent again each time. Call the tools from code, and ask the model with what they gave.',
  },
  *check({ facts }) {
    for (const chain of chainsOf(facts.modelCalls)) {
      const [first, ...others] = chain;
      if (first === undefined || others.length === 0) continue;
      yield {
        call: first.call.id,
        messageId: 'sequence',
        place: first.choice.place,
        data: { names: chain.map(({ name }) => `\`${name}\``).join(', then ') },
        related: others.map(({ choice, name }) => ({ place: choice.place, message: `forces \`${name}\` here` })),
      };
    }
  },
});

interface Forced {
  readonly call: ModelCall;
  readonly name: string;
  readonly choice: { readonly place: ModelCall['site']['place'] };
}

function chainsOf(calls: readonly ModelCall[]): readonly (readonly Forced[])[] {
  const forced = calls
    .flatMap((call) => forcedIn(call) ?? [])
    .sort((one, other) => one.call.site.place.start - other.call.site.place.start);
  const chains: Forced[][] = [];
  for (const one of forced) {
    const before = chains.find((chain) => follows(chain.at(-1), one));
    if (before) before.push(one);
    else chains.push([one]);
  }
  return chains;
}

function forcedIn(call: ModelCall): Forced | undefined {
  const choice = call.request.params.get('tool_choice');
  if (choice === undefined || choice.presence !== 'always') return undefined;
  const name = forcedName(choice.value);
  const tools = call.request.tools;
  // A list of one tool is a way to ask for structured output.
  if (name === undefined || tools === undefined || tools.blocks.length < 2) return undefined;
  return tools.blocks.some((tool) => tool.name === name) ? { call, name, choice } : undefined;
}

/** `{ type: 'tool', name }`, `{ type: 'function', function: { name } }`, `{ type: 'tool', toolName }`. */
function forcedName(value: Value): string | undefined {
  if (value.kind !== 'record' || value.rest !== undefined) return undefined;
  for (const { key, value: field } of value.fields) {
    if (key === 'function') return forcedName(field);
    if (key !== 'name' && key !== 'toolName') continue;
    const [piece, ...more] = field.kind === 'text' ? field.pieces : [];
    return piece?.kind === 'literal' && more.length === 0 ? piece.text : undefined;
  }
  return undefined;
}

/** The same function asks on with the same conversation, which has grown in between. */
function follows(before: Forced | undefined, { call, name }: Forced): boolean {
  if (before === undefined || before.name === name) return false;
  const { site, request } = before.call;
  const frame = site.frames.at(-1);
  const own = call.site.frames.at(-1);
  if (frame === undefined || own === undefined || site.frames.length !== call.site.frames.length) return false;
  if (!isSamePlace(frame.place, own.place) || frame.label !== own.label) return false;
  const earlier = request.messages?.blocks ?? [];
  const later = call.request.messages?.blocks ?? [];
  const isSame =
    earlier.length > 0 && earlier.every(({ place }, at) => isSamePlace(place, later[at]?.place ?? own.place));
  return isSame && later.slice(earlier.length).some(({ presence }) => presence === 'always');
}
