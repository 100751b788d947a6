// Lays out a new rule: its file, its fixture, and everything that is generated from them.
import { scaffold } from './scaffold.mjs';

const [id] = process.argv.slice(2);

if (id === undefined || !/^[a-z]+(-[a-z]+)+$/.test(id)) {
  console.error('usage: new-rule.mjs <id>\nThe id names the offending pattern, in kebab-case of two words or more.');
  process.exit(2);
}

const name = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
scaffold({
  [`server/src/engine/rules/${id}.ts`]: `// Reports TODO: one sentence that says what is wrong.
import { defineRule } from './rule.ts';

export const ${name} = defineRule({
  id: '${id}',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'call',
  summary: 'TODO: one line for tables',
  docs: {
    what: 'TODO',
    why: 'TODO',
    fix: 'TODO',
    whenNotToUse: 'TODO',
  },
  messages: {
    found: 'TODO: what is wrong, with \`{label}\`. What it costs. What to do.',
  },
  *check({ analyzed }) {
    const { call } = analyzed;
    const isWrong = false;
    if (isWrong) yield { messageId: 'found', place: call.site.calleePlace, data: { label: call.site.callee.label } };
  },
});
`,
  [`test/fixtures/rules/${id}.md`]: `# ${id}

## TODO: the plain case

\`\`\`ts
import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();
await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] });
\`\`\`

\`\`\`py
from anthropic import Anthropic

client = Anthropic()
client.messages.create(model="claude-sonnet-5", max_tokens=100, messages=[{"role": "user", "content": "Hello"}])
\`\`\`
`,
});
