// What is said about front matter: models, values that a provider refuses, keys, and what can be written where.
import { describe, expect, test } from 'vitest';
import { frontMatterHelp, type PromptFile, readPromptFile } from '../../../../server/src/engine/index.ts';

const help = frontMatterHelp({});

function read(name: string, head: string): PromptFile {
  const file = readPromptFile(`/w/${name}`, `---\n${head}\n---\nHello there, {{name}}\n`);
  if (file === undefined) throw new Error(`${name} is no prompt`);
  return file;
}
const dotprompt = (head: string) => read('a.prompt', head);
const told = (file: PromptFile): readonly string[] =>
  help
    .problems(file)
    .map(({ severity, message, span }) => `${severity} ${file.text.slice(span.start, span.end)}: ${message}`);
const config = (model: string, parameter: string) => told(dotprompt(`model: ${model}\nconfig:\n  ${parameter}`));

describe('parameters', () => {
  test.each([
    ['gpt-4.1', 'temperature: 2', []],
    ['gpt-4.1', 'temperature: 2.1', ['warning 2.1: `temperature` is at most 2 for gpt-4.1.']],
    [
      'claude-sonnet-4-5',
      'temperature: 1.5',
      [expect.stringContaining('`temperature` is at most 1 for claude-sonnet-4-5')],
    ],
    ['gpt-5', 'temperature: 0', [expect.stringContaining('takes no other temperature than 1')]],
    ['gpt-5', 'temperature: 1', []],
    ['gpt-4.1', 'topP: -0.1', ['warning -0.1: `topP` is at least 0.']],
    ['gpt-4.1', 'maxOutputTokens: 1.5', ['warning 1.5: `maxOutputTokens` is a whole number.']],
    ['gpt-4.1', 'maxOutputTokens: 40000', [expect.stringContaining('gpt-4.1 writes at most 32,768 tokens')]],
    ['gpt-4.1', 'temperature: warm', ['warning warm: `temperature` is a number.']],
    ['gpt-4.1', 'temperature: "{{ t }}"', []],
    ['gpt-4.1', 'temperature:', []],
    ['gpt-4.1', 'reasoning_effort: low', [expect.stringContaining('gpt-4.1 does not reason')]],
    ['gpt-5', 'reasoning_effort: low', []],
    ['gpt-5', 'reasoning_effort: lots', [expect.stringContaining('`reasoning_effort` is one of')]],
    [
      'claude-sonnet-4-5',
      'thinking:\n    type: enabled\n    budget_tokens: 100',
      [expect.stringContaining('1,024 tokens at least')],
    ],
    ['claude-sonnet-4-5', 'thinking:\n    type: enabled\n    budget_tokens: 2000', []],
    // A parameter of which nothing is known may be one all the same.
    ['gpt-4.1', 'safetySettings: off', []],
  ])('%s with %s', (model, parameter, expected) => {
    expect(config(model, parameter)).toEqual(expected);
  });
});

describe('models and keys', () => {
  test('a model that is filled in later, and one that is known, are left alone', () => {
    for (const model of ['googleai/gemini-2.5-pro', 'openai/gpt-4.1', 'anthropic/claude-sonnet-4-5', '"{{ model }}"'])
      expect(told(dotprompt(`model: ${model}`))).toEqual([]);
  });
  test('one that is not known is an information, unless the user names it', () => {
    const file = dotprompt('model: acme-large');
    expect(told(file)).toEqual([expect.stringMatching(/^information acme-large: No prices or limits/)]);
    expect(frontMatterHelp({ models: [{ name: 'acme-large', like: 'gpt-4.1' }] }).problems(file)).toEqual([]);
  });
  test('an unknown key is a hint, and what was meant is said', () => {
    expect(told(dotprompt('modle: gpt-4.1\nwhatever: 1'))).toEqual([
      'hint modle: `modle` is no key of this format. Did you mean `model`?',
      'hint whatever: `whatever` is no key of this format.',
    ]);
  });
  test('what stands below a free key is not judged', () => {
    expect(told(dotprompt('input:\n  schema:\n    temperature: 9\nmetadata:\n  any: 1\next:\n  other: 2'))).toEqual([]);
    expect(
      told(read('a.prompty', 'name: a\nmodel:\n  configuration:\n    connection: x\nsample:\n  temperature: 9')),
    ).toEqual([]);
  });
  test('YAML that cannot be read is told where it breaks', () => {
    expect(told(dotprompt('model: [')).join()).toMatch(/^warning/);
  });
  test('free front matter of templates, and that of VS Code, is not judged', () => {
    expect(told(read('prompts/a.prompt.md', 'whatever: 1'))).toEqual([]);
  });
});

describe('completion', () => {
  const at = (text: string) => {
    const offset = text.indexOf('|');
    const file = readPromptFile('/w/a.prompty', text.replace('|', ''));
    if (file === undefined) throw new Error('no prompt');
    return help.choicesAt(file, offset).map(({ label }) => label);
  };
  test.each([
    ['---\n|\n---\n', 'inputs'],
    ['---\nmodel:\n  |\n---\n', 'configuration'],
    ['---\nmodel:\n  api: |\n---\n', 'chat'],
    ['---\nmodel:\n  configuration:\n    name: gp|\n---\n', 'gpt-4.1'],
    ['---\nmodel:\n  api: chat\n  parameters:\n    te|\n---\n', 'temperature'],
    ['---\nmodel:\n  parameters:\n    reasoning_effort: |\n---\n', 'high'],
  ])('%j offers %s', (text, label) => {
    expect(at(text)).toContain(label);
  });
  test.each([
    '---\nname: a\n---\n|',
    '---\nname: |\n---\n',
    '---\nsample:\n  |\n---\n',
    '---\ntags:\n  - |\n---\n',
    'model: |',
  ])('%j offers nothing', (text) => {
    expect(at(text)).toEqual([]);
  });
  test('a key that is there already is not offered again', () => {
    expect(at('---\nname: a\n|\nmodel: b\n---\n')).not.toEqual(expect.arrayContaining(['name']));
    expect(at('---\nname: a\n|\nmodel: b\n---\n')).not.toContain('model');
  });
});
