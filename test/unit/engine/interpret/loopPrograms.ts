// Small programs with a model call in a loop, for tests of loops.
export const tsSend = (messages: string): string =>
  `await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: ${messages} })`;
export const pySend = (messages: string): string =>
  `client.messages.create(model="claude-sonnet-5", max_tokens=100, messages=${messages})`;

/** A TypeScript program around the body of its function `run(question, items, tool)`. */
export function tsRun(body: string, before = ''): string {
  return `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\n${before}\nexport async function run(question: string, items: string[], tool: (x: unknown) => string) {\n${body}\n}\n`;
}

/** A Python program around the body of its function `run(question, items, tool)`. */
export function pyRun(body: string, before = ''): string {
  return `from anthropic import Anthropic\nclient = Anthropic()\n${before}\ndef run(question, items, tool):\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
}

export const startTs = "const messages: any[] = [{ role: 'user', content: question }];";
export const startPy = 'messages = [{"role": "user", "content": question}]';
