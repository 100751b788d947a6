// Plants model calls with a clock in their prompt, three imports away from the call, all over a copy of a repository.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const mark = 'hitrate_planted';
const rules = 'Answer from the manual, cite the page, and never guess a torque or a part number. '.repeat(80);

/** Writes `count` of them into folders of `root` that are spread evenly, every other one in Python. */
export function injectBadCalls(root: string, count: number): void {
  const folders = sourceFolders(root);
  for (let index = 0; index < count; index++) {
    const folder = join(folders[Math.floor((index * folders.length) / count)] ?? root, `${mark}_${index}`);
    mkdirSync(folder);
    const files = index % 2 === 0 ? typescriptFiles : pythonFiles;
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }
}

/** How many of the planted calls a JSON report of `hitrate check` speaks of. */
export function foundBadCalls(report: string): number {
  const { findings } = JSON.parse(report) as {
    readonly findings: readonly { readonly rule: string; readonly file: string }[];
  };
  const found = findings.filter(({ rule, file }) => rule === 'volatile-prefix' && file.includes(mark));
  return new Set(found.map(({ file }) => file.replace(/\/[^/]*$/, ''))).size;
}

const typescriptFiles = {
  'agent.ts': `import Anthropic from '@anthropic-ai/sdk';
import { systemPrompt } from './prompt';
const client = new Anthropic();
export async function run(messages: Anthropic.MessageParam[]) {
  for (let tick = 0; tick < 20; tick++) {
    const response = await client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 900, system: systemPrompt(), messages });
    messages.push({ role: 'assistant', content: response.content });
  }
}
`,
  'prompt.ts': `import { opening } from './opening';\nexport const systemPrompt = () => opening() + '${rules}';\n`,
  'opening.ts': `import { today } from './today';\nexport const opening = () => \`Today is \${today()}. \`;\n`,
  'today.ts': `export const today = () => new Date().toISOString();\n`,
};

const pythonFiles = {
  'agent.py': `import anthropic
from .prompt import system_prompt
client = anthropic.Anthropic()
def run(messages):
    while True:
        response = client.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=system_prompt(), messages=messages)
        messages.append({"role": "assistant", "content": response.content})
`,
  'prompt.py': `from .opening import opening\ndef system_prompt():\n    return opening() + "${rules}"\n`,
  'opening.py': `from .today import today\ndef opening():\n    return f"Today is {today()}. "\n`,
  'today.py': `from datetime import datetime\ndef today():\n    return datetime.now().isoformat()\n`,
};

/** Folders with sources that a check looks into. */
function sourceFolders(root: string): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.some((entry) => entry.isFile() && /\.(?:ts|tsx|py)$/.test(entry.name))) found.push(folder);
    for (const entry of entries)
      if (
        entry.isDirectory() &&
        !/^(?:\.|node_modules$|dist$|build$|out$|coverage$|vendor|third_party$|fixtures$|e2e$|__|tests?$|site-packages$)/.test(
          entry.name,
        )
      )
        walk(join(folder, entry.name));
  };
  walk(root);
  return found.sort();
}
