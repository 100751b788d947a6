// Prompt files of each format are read with the place of everything in them.
import { describe, expect, test } from 'vitest';
import { type PromptFile, readPromptFile, type TemplatePiece } from '../../../../server/src/engine/prompts/index.ts';

/** What is written at each place, in a form that is short to compare. */
function outline(file: PromptFile | undefined): readonly string[] {
  return (file?.prompts ?? []).flatMap(({ parts }) =>
    parts.map(({ role, pieces }) => `${role}: ${shown(pieces, file)}`),
  );
}

function shown(pieces: readonly TemplatePiece[], file: PromptFile | undefined): string {
  const at = ({ start, end }: { start: number; end: number }) => file?.text.slice(start, end) ?? '';
  return pieces
    .map((piece): string => {
      switch (piece.kind) {
        case 'literal':
          return piece.text.trim().replace(/\s+/g, ' ');
        case 'variable':
          return `<${piece.uses.map((use) => `${use.isLocal ? 'local ' : ''}${at(use.span)}=${use.path}`).join(' ')}${piece.filters.map(({ span }) => `|${at(span)}`).join('')}>`;
        case 'block':
          return `[${piece.branches.map((one) => `${one.tag}(${one.uses.map(({ span }) => at(span)).join(' ')}) ${shown(one.pieces, file)}`).join(' / ')}]`;
        case 'include':
          return `>${piece.name ?? '?'}`;
        default:
          return `(${piece.kind})`;
      }
    })
    .filter((one) => one !== '')
    .join(' ');
}

const names = (file: PromptFile | undefined) => [...(file?.variables.keys() ?? [])];

describe('text formats', () => {
  test('Prompty: front matter, roles, Jinja', () => {
    const text = `---
name: Support
model:
  api: chat
  configuration:
    type: azure_openai
    azure_deployment: gpt-5
  parameters:
    max_tokens: 300
inputs:
  firstName:
    type: string
---
system:
You help {{firstName}}.
{% if now %}It is {{ now | trim }}.{% else %}No clock.{% endif %}

# user:
{{question}}
{% for item in history %}
{{item.role}}:
{{item.content}}
{% endfor %}
`;
    const file = readPromptFile('/w/support.prompty', text);
    expect(outline(file)).toEqual([
      'system: You help <firstName=firstName> . [if(now) It is <now=now|trim> . / else() No clock.]',
      'user: <question=question>',
      'unknown: [for(history) <local item=item.role> : <local item=item.content>]',
    ]);
    const prompt = file?.prompts[0];
    expect(prompt?.model?.name).toBe('gpt-5');
    expect(prompt?.parameters.map(({ key }) => key)).toEqual(['max_tokens']);
    expect(names(file)).toEqual(['firstName', 'now', 'question', 'history']);
    const declared = file?.variables.get('firstName')?.declaration;
    expect(declared && text.slice(declared.start, declared.end)).toBe('firstName');
    expect(file?.problems).toEqual([]);
  });

  test('Dotprompt: roles by helpers, history, partials, inputs of a schema', () => {
    const text = `---
model: googleai/gemini-2.5-flash
config:
  temperature: 0.2
input:
  schema:
    theme?: string
    items(array): string
tools: [search]
---
{{role "system"}}
You are brief. {{>style}}
{{history}}
{{role "user"}}
{{#each items}}- {{this}} {{name}}{{else}}none{{/each}} {{#if theme}}{{theme}}{{/if}} {{media url=photo}}
`;
    const file = readPromptFile('/w/menu.prompt', text);
    expect(outline(file)).toEqual([
      'system: You are brief. >style',
      'unknown: (tag)',
      'user: [each(items) - <local this=this> <local name=name> / else() none] [if(theme) <theme=theme>] (tag)',
    ]);
    expect(file?.prompts[0]?.model?.name).toBe('googleai/gemini-2.5-flash');
    expect(file?.prompts[0]?.tools.map(({ name }) => name)).toEqual(['search']);
    expect(names(file)).toEqual(['items', 'theme', 'photo']);
    expect(file?.variables.get('theme')?.declaration).toBeDefined();
  });

  test('prompts and instructions of editors', () => {
    const text = `---
description: Review
model: GPT-5
tools: ['search', 'edit']
---
Review \${input:target:which file} in \${workspaceFolder}, not \${HOME}.
`;
    const file = readPromptFile('/w/.github/prompts/review.prompt.md', text);
    expect(outline(file)).toEqual(['user: Review <target=target> in <workspaceFolder=workspaceFolder> , not ${HOME}.']);
    expect(file?.prompts[0]?.tools.map(({ name }) => name)).toEqual(['search', 'edit']);
    expect(outline(readPromptFile('/w/x.instructions.md', '---\napplyTo: "**"\n---\nBe brief.\n'))).toEqual([
      'system: Be brief.',
    ]);
    expect(outline(readPromptFile('/w/AGENTS.md', '# Rules\nBe brief.'))).toEqual(['unknown: # Rules Be brief.']);
    expect(readPromptFile('/w/README.md', '# Rules\nBe brief.')).toBeUndefined();
  });

  test('Jinja: assignments, macros, raw text, comments, tags without an end', () => {
    const text = `{#- about -#}
{% set today = now() %}{% import "m.j2" as m %}
{% macro row(a, b=1) %}{{ a }} {{ other }}{% endmacro %}
Today {{ today }}: {{ row(user["name"], b=limit) | upper }} {{ "constant" }} {{ a + b }}
{% raw %}{{ not.read }}{% endraw %}{% include 'rules.md' %}{% do log(x) %}
{%- for key, value in things.items() if value is defined -%}{{ loop.index }}{{ key }}{%- endfor -%}`;
    const file = readPromptFile('/w/prompts/a.j2', text);
    expect(outline(file)).toEqual([
      'unknown: (comment) (tag) (tag) [macro() <local a=a> <other=other>] Today <local today=today> : <local row=row user=user.name limit=limit|upper> <> <a=a b=b> [raw() {{ not.read }}] >rules.md (tag) [for(things) <> <local key=key>]',
    ]);
    expect(names(file)).toEqual(['now', 'other', 'user', 'limit', 'a', 'b', 'log', 'x', 'things']);
    expect(file?.variables.get('now')?.uses[0]?.isCall).toBe(true);
    expect(file?.problems).toEqual([]);
  });

  test('a template is a prompt only where its place and its text say so', () => {
    const prose = 'You are a helpful assistant for {{ name }}.';
    expect(readPromptFile('/w/prompts/a.j2', prose)).toBeDefined();
    expect(readPromptFile('/w/src/system_prompt.hbs', prose)).toBeDefined();
    expect(readPromptFile('/w/templates/a.j2', prose)).toBeUndefined();
    expect(readPromptFile('/w/templates/a.j2', prose, { isLoaded: true })).toBeDefined();
    expect(readPromptFile('/w/prompts/index.html.j2', '<p>You are a helpful {{ name }}')).toBeUndefined();
    expect(readPromptFile('/w/prompts/a.j2', '<!DOCTYPE html><p>You are a helpful {{ name }}')).toBeUndefined();
  });

  test('Mustache and Liquid', () => {
    const mustache = readPromptFile(
      '/w/prompts/a.mustache',
      'You are a bot. {{! no }}{{#user}}Hi {{name}}{{/user}}{{^user}}-{{/user}} {{{raw}}} {{>p}} {{=<% %>=}} <% b.c %> {{x}}',
    );
    expect(outline(mustache)).toEqual([
      'unknown: You are a bot. (comment) [user(user) Hi <name=name>] [user(user) -] <raw=raw> >p (tag) <b=b.c> {{x}}',
    ]);
    const liquid = readPromptFile(
      '/w/prompts/a.liquid',
      "You are a bot {{ name | default: 'x', allow_false: true }}{% assign a = b | plus: c %}{{ a }}{% comment %}{{ no }}{% endcomment %}{% render 'p', q: r %} {# text #} {% case x %}{% when 'y' %}z{% endcase %}",
    );
    expect(outline(liquid)).toEqual([
      'unknown: You are a bot <name=name|default> (tag) <local a=a> [comment() (comment)] >p {# text #} [case(x)  / when() z]',
    ]);
    expect(names(liquid)).toEqual(['name', 'b', 'c', 'r', 'x']);
  });

  test('what is wrong is said where it is', () => {
    const problems = (path: string, text: string) =>
      readPromptFile(path, text, { isLoaded: true })?.problems.map(
        ({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`,
      );
    expect(problems('/w/a.j2', 'a {% if x %} b')).toEqual(['{% if x %}: This if is never closed.']);
    expect(problems('/w/a.j2', 'a {% endif %} {{ b')).toEqual([
      '{% endif %}: This ends what never began.',
      '{{: This {{ is never closed.',
    ]);
    expect(problems('/w/a.hbs', 'a\n{{#if x}}\nb')).toEqual(['b: This cannot be read as a template.']);
    expect(problems('/w/a.mustache', 'a {{#x}} b')).toEqual(['{{#x}} b: Unclosed section "x".']);
    expect(problems('/w/a.prompty', '---\na: [\n---\nb')?.length).toBe(1);
  });
});

describe('data', () => {
  test('a body of the Messages API', () => {
    const text = JSON.stringify(
      {
        model: 'claude-sonnet-5',
        max_tokens: 100,
        system: [{ type: 'text', text: 'Line one\nline "two"', cache_control: { type: 'ephemeral' } }],
        tools: [
          { name: 'b', input_schema: {} },
          { name: 'a', input_schema: {} },
        ],
        messages: [
          { role: 'user', content: 'Hello' },
          { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
        ],
      },
      undefined,
      2,
    );
    const file = readPromptFile('/w/body.json', text);
    expect(file?.shape).toBe('request');
    expect(file?.prompts[0]?.api).toBe('messages');
    expect(outline(file)).toEqual(['system: Line one line "two"', 'user: Hello', 'assistant: Hi']);
    expect(file?.prompts[0]?.tools.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(file?.prompts[0]?.marks.map(({ span }) => text.slice(span.start, span.start + 15))).toEqual([
      '"cache_control"',
    ]);
  });

  test('other bodies, batches, messages, configs and tool lists by their shape', () => {
    const shape = (path: string, value: unknown) => {
      const file = readPromptFile(path, typeof value === 'string' ? value : JSON.stringify(value));
      return (
        file && [file.shape, ...file.prompts.map(({ api, model }) => `${api ?? '-'} ${model?.name ?? '-'}`)].join(', ')
      );
    };
    const chat = {
      model: 'gpt-5',
      messages: [
        { role: 'system', content: 'a' },
        { role: 'user', content: 'b' },
      ],
    };
    expect(shape('/w/a.json', chat)).toBe('request, chat gpt-5');
    expect(shape('/w/a.json', { model: 'gpt-5', instructions: 'a', input: 'b' })).toBe('request, responses gpt-5');
    expect(shape('/w/a.json', { model: 'gpt-5', input: [{ role: 'user', content: 'b' }] })).toBe(
      'request, responses gpt-5',
    );
    expect(shape('/w/a.json', { model: 'text-embedding-3-small', input: 'b' })).toBeUndefined();
    const line = JSON.stringify({ custom_id: '1', method: 'POST', url: '/v1/chat/completions', body: chat });
    expect(shape('/w/a.jsonl', `${line}\n${line}\n`)).toBe('batch, chat gpt-5, chat gpt-5');
    expect(shape('/w/a.jsonl', `{"messages":[{"role":"user","content":"a"}]}\n`)).toBeUndefined();
    expect(
      shape('/w/a.json', {
        requests: [{ custom_id: '1', params: { ...chat, model: 'claude-sonnet-5', system: 'x' } }],
      }),
    ).toBe('batch, messages claude-sonnet-5');
    expect(shape('/w/a.json', chat.messages)).toBe('messages, - -');
    expect(shape('/w/a.json', { tools: [{ name: 'a', inputSchema: { type: 'object' } }] })).toBe('tool-list, - -');
    expect(shape('/w/a.json', { jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'a', inputSchema: {} }] } })).toBe(
      'tool-list, - -',
    );
    expect(
      shape('/w/a.yaml', 'prompts:\n  - "Be brief. {{topic}}"\n  - file://a.txt\nproviders: [openai:chat:gpt-5]\n'),
    ).toBe('promptfoo, - gpt-5');
    expect(shape('/w/a.yaml', '_type: prompt\ninput_variables: [x]\ntemplate: Tell {x}\n')).toBe('langchain, - -');
    expect(
      shape('/w/a.yaml', 'model_list:\n  - model_name: a\n    litellm_params: {model: anthropic/claude-sonnet-5}\n'),
    ).toBe('litellm, - anthropic/claude-sonnet-5');
    expect(shape('/w/a.json', { prompts: { title: 'a' }, providers: { title: 'b' } })).toBeUndefined();
    expect(shape('/w/a.json', { ...chat, usage: { input_tokens: 1 }, choices: [] })).toBeUndefined();
    expect(shape('/w/pnpm-lock.yaml', 'messages:\n  - {role: user, content: a}\n')).toBeUndefined();
    expect(shape('/w/a.json', { name: 'pkg', scripts: { prompt: 'x' }, template: 'y' })).toBeUndefined();
    expect(
      shape('/w/ci.yaml', 'jobs:\n  a:\n    run: echo ${{ secrets.X }} one two three four five\n'),
    ).toBeUndefined();
  });

  test('Jinja in YAML: places go through indentation, folding, quotes and escapes', () => {
    const text = `agent:
  system_template: |-
    You are a helpful person on {{ today }}.

    Work in {{ folder }}.
  instance_template: >
    Folded text for the task
    that goes on {{ a.b }} and on
  user_prompt: "Say \\"hi\\" to \\u00e9\\n {{ c }}\\
    and more of it"
  next_prompt: 'It''s for {{ d }} one two three four'
`;
    const file = readPromptFile('/w/config.yaml', text);
    expect(outline(file)).toEqual([
      'system: You are a helpful person on <today=today> . Work in <folder=folder> .',
      'unknown: Folded text for the task that goes on <a=a.b> and on',
      'user: Say "hi" to é <c=c> and more of it',
      "unknown: It's for <d=d> one two three four",
    ]);
  });
});
