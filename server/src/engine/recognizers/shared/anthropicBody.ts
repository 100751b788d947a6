// Makes a request of the body of Anthropic's Messages API, whoever sends it.
import type { Mark, RecordValue, Request, Value } from '../../model/index.ts';
import { gather } from './blockList.ts';
import { buildRequest, type Ingredients, optionOrUnseen, partOf } from './buildRequest.ts';
import { contentBlocks } from './contentBlocks.ts';
import { messageBlocks } from './messageBlocks.ts';
import { fieldsOf, type Options } from './options.ts';
import { readMark } from './readMark.ts';
import { requestParams } from './requestParams.ts';
import { rollingMark } from './rollingMark.ts';
import { toolBlocks } from './toolBlocks.ts';

export type AnthropicBody = Pick<
  Ingredients,
  'sdk' | 'provider' | 'operation' | 'sureness' | 'options' | 'models' | 'innerLoop' | 'optionsPlace'
>;

const taken: ReadonlySet<string> = new Set(['model', 'tools', 'system', 'messages', 'stream', 'max_iterations']);

export function anthropicBody({ options, ...of }: AnthropicBody): Request {
  const automatic = automaticMark(options);
  const messages = partOf('messages', optionOrUnseen(options, 'messages'), ({ value }) =>
    messageBlocks(value, { markOf }),
  );
  return buildRequest({
    ...of,
    api: 'messages',
    options,
    tools: partOf('tools', options.entries.get('tools'), ({ value }) => toolBlocks(value, markOf)),
    system: partOf('system', options.entries.get('system'), ({ value }) => systemBlocks(value)),
    messages: automatic === undefined ? messages : rollingMark(messages, automatic),
    params: requestParams(options, taken),
    isBody: true,
    cacheMode: automatic === undefined ? 'explicit' : 'rolling',
  });
}

function markOf(record: RecordValue): Mark | undefined {
  return readMark(fieldsOf(record).entries.get('cache_control'), '5m');
}

function automaticMark(options: Options): Mark | undefined {
  const body = options.entries.get('extra_body')?.value;
  const option = options.entries.get('cache_control') ?? (body && fieldsOf(body).entries.get('cache_control'));
  const mark = readMark(option, '5m');
  return mark === undefined ? undefined : { ...mark, automatic: true };
}

function systemBlocks(value: Value): ReturnType<typeof gather> {
  const around = { level: 'system', role: 'system', message: -1, markOf } as const;
  return gather(value, {
    item: (item) => contentBlocks(item, around),
    single: (whole) => {
      // A record in the place of the list is refused by the API, but shows what was meant.
      const isBlocks = whole.kind === 'list' || whole.kind === 'choice';
      const isOpen =
        whole.kind === 'symbol' ||
        (whole.kind === 'opaque' && whole.type !== undefined && /\[\]|list|Array/i.test(whole.type));
      return isBlocks || isOpen ? undefined : contentBlocks(whole, around);
    },
    openSide: 'end',
  });
}
