// Source text of an agent with 128 tools and 200,000 tokens, with its marks where a test wants them.

/** `tools`: number of a tool; `system`: 0 or 1; `messages`: the task. */
export interface LargeMarks {
  readonly tools?: number;
  readonly system?: number;
  readonly messages?: true;
}

export function largeAgent(marks: LargeMarks): string {
  const mark = (isMarked: boolean): string => (isMarked ? ", cache_control: { type: 'ephemeral' }" : '');
  const tools = Array.from(
    { length: 128 },
    (_, at) =>
      `  { name: 'tool_${at}', description: '${prose(at, 790)}', input_schema: { type: 'object', properties: { id: { type: 'string' } } }${mark(marks.tools === at)} },`,
  );
  const system = [59_000, 21_000].map(
    (words, at) => `  { type: 'text', text: '${prose(1_000 + at, words)}'${mark(marks.system === at)} },`,
  );
  return `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const tools: Anthropic.Tool[] = [
${tools.join('\n')}
];
const system: Anthropic.TextBlockParam[] = [
${system.join('\n')}
];
export async function run() {
  const messages: Anthropic.MessageParam[] = [
    { role: 'user', content: [{ type: 'text', text: '${prose(9, 2_500)}'${mark(marks.messages === true)} }] },
  ];
  for (let tick = 0; tick < 10; tick++) {
    const response = await client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 1024, tools, system, messages });
    messages.push({ role: 'assistant', content: response.content });
    messages.push({ role: 'user', content: answer(response) });
  }
}
declare function answer(response: Anthropic.Message): Anthropic.ToolResultBlockParam[];
`;
}

const words = [
  'order',
  'parcel',
  'customer',
  'refund',
  'shelf',
  'invoice',
  'status',
  'never',
  'before',
  'the',
  'of',
  'and',
];

/** The same words for the same seed. */
function prose(seed: number, count: number): string {
  let state = seed * 2_654_435_761 + 1;
  const picked = Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return words[(state >>> 16) % words.length];
  });
  return picked.join(' ');
}
