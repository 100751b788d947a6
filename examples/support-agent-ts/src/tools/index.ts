// Every tool of the folder.
import { readdirSync } from 'node:fs';
import type { Tool } from '@anthropic-ai/sdk/resources/messages';

interface ToolModule {
  readonly definition: Tool;
  readonly run: (input: unknown) => Promise<string>;
}

const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name !== 'index.ts');
const modules: ToolModule[] = await Promise.all(files.map((name) => import(`./${name}`)));

export const tools = modules.map((module) => module.definition);

export async function runTool(name: string, input: unknown): Promise<string> {
  const module = modules.find(({ definition }) => definition.name === name);
  return module === undefined ? `There is no tool named ${name}.` : module.run(input);
}
