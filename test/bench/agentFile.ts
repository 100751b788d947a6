// Writes an agent of many lines: prompts, tools, and a model call in every fourth function.
export interface AgentFile {
  readonly text: string;
  /** Where to type: at the start of a statement in the body of a function in the middle. */
  readonly offset: number;
}

export function agentFile(lines: number): AgentFile {
  const parts = [
    `import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\nconst policy = \`${'Answer from the manual, and say so when it is silent. '.repeat(120)}\`;\n`,
  ];
  let written = 5;
  let offset = 0;
  for (let index = 0; written < lines; index++) {
    const block = index % 4 === 3 ? callingFunction(index) : plainFunction(index);
    if (written < lines / 2) offset = parts.join('\n').length + 1 + block.indexOf('{\n') + 2;
    parts.push(block);
    written += block.split('\n').length;
  }
  return { text: parts.join('\n'), offset };
}

function plainFunction(index: number): string {
  return `export function section${index}(topic: string, isBrief = false): string {
  const lines = [\`# Section ${index} on \${topic}\`, 'Name the part, the tool and the torque.'];
  if (isBrief) lines.push('Use one sentence for each step.');
  for (const part of ['frame', 'fork', 'hub']) lines.push(\`- \${part}: check for cracks\`);
  const counted = lines.map((line, at) => \`\${at + 1}. \${line}\`);
  return counted.join('\\n');
}
`;
}

function callingFunction(index: number): string {
  return `export async function agent${index}(question: string, runTools: (content: unknown) => Anthropic.ToolResultBlockParam[]) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: question }];
  const system = [section${index - 1}('brakes'), policy, \`It is \${new Date().toISOString()}.\`].join('\\n');
  for (let tick = 0; tick < 10; tick++) {
    const response = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      system,
      tools: [{ name: 'look_up', description: 'Looks a part up.', input_schema: { type: 'object' } }],
      messages,
    });
    messages.push({ role: 'assistant', content: response.content });
    if (response.stop_reason !== 'tool_use') return messages;
    messages.push({ role: 'user', content: runTools(response.content) });
  }
  return messages;
}
`;
}
