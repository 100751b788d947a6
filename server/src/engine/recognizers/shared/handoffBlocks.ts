// Turns the agents that an agent may hand over to into the tools that the model sees of them.
import type { Value } from '../../model/index.ts';
import { type BlockList, gather } from './blockList.ts';
import { literalText } from './literalText.ts';
import { namedOptions } from './namedOptions.ts';
import { optionsOf } from './options.ts';
import { toolBlock } from './toolBlocks.ts';

/** One tool for each agent, `transfer_to_<agent>`, as the SDKs name them. */
export function handoffBlocks(value: Value): BlockList {
  return gather(value, {
    item: (item) => {
      const name = agentName(item);
      if (name === undefined) return toolBlock(item, undefined, () => undefined);
      const tool = `transfer_to_${name.replace(/\W+/g, '_').toLowerCase()}`;
      return toolBlock(item, tool, () => undefined);
    },
    single: () => undefined,
    openSide: 'end',
  });
}

/** An agent, or `handoff(agent)` around one. */
function agentName(value: Value): string | undefined {
  if (value.kind !== 'symbol') return undefined;
  const [first] = value.calls ?? [];
  const inner = first?.positional[0];
  if (inner?.kind === 'symbol') return agentName(inner);
  const name = optionsOf(first).entries.get('name') ?? namedOptions(first, ['name']).entries.get('name');
  return literalText(name?.value);
}
