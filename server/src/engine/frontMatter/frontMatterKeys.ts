// The keys that front matter has in each format, with what they mean.
import type { PromptFormat } from '../prompts/index.ts';

export interface KeyFacts {
  readonly what: string;
  /** What may stand below it; absent: anything. */
  readonly keys?: Readonly<Record<string, KeyFacts>>;
  /** Below it are parameters of the request. */
  readonly parameters?: true;
  /** It names a model. */
  readonly model?: true;
  readonly values?: readonly string[];
}

const any = (what: string): KeyFacts => ({ what });

/** prompty.ai specification; `options`, `id` and `provider` are of its second version. */
const prompty: Readonly<Record<string, KeyFacts>> = {
  name: any('Name of the prompt.'),
  displayName: any('Name that people see.'),
  description: any('What the prompt is for.'),
  version: any('Version of the prompt.'),
  kind: any('What the file defines.'),
  authors: any('Who wrote it.'),
  tags: any('Words to find it by.'),
  metadata: any('Whatever else belongs to the prompt; nothing of it is sent.'),
  base: any('Prompty file that this one builds on.'),
  model: {
    what: 'The model, how to reach it, and the parameters of the request.',
    model: true,
    keys: {
      id: { what: 'The model.', model: true },
      api: { what: 'API that is called.', values: ['chat', 'completion', 'responses', 'embedding', 'image'] },
      apiType: { what: 'API that is called.', values: ['chat', 'completion', 'responses', 'embedding', 'image'] },
      provider: any('Who serves the model.'),
      connection: any('How the provider is reached.'),
      configuration: {
        what: 'How the model is reached.',
        keys: {
          type: any('Kind of service.'),
          name: { what: 'The model.', model: true },
          model: { what: 'The model.', model: true },
          azure_deployment: any(
            'Deployment that is called. Its prices are known where its name is that of a model, or `hitrate.models` names it.',
          ),
          azure_endpoint: any('Address of the service.'),
          api_version: any('Version of the service’s API.'),
          api_key: any('Key of the service. Name an environment variable instead of writing it down.'),
          base_url: any('Address of the service.'),
          organization: any('Organization that pays.'),
          connection: any('Connection that the host keeps.'),
        },
      },
      parameters: { what: 'Parameters of the request.', parameters: true },
      options: { what: 'Parameters of the request.', parameters: true },
      response: { what: 'Which part of the answer is given back.', values: ['first', 'full', 'all'] },
    },
  },
  inputs: any('Variables of the prompt.'),
  inputSchema: any('Variables of the prompt.'),
  outputs: any('What comes back.'),
  outputSchema: any('What comes back.'),
  sample: any('Values to try the prompt with.'),
  tools: any(
    'Tools that the model may call. They are sent in front of everything else: a change loses the whole cache.',
  ),
  template: any('Language that the variables are written in: `jinja2`, unless another is named.'),
  instructions: any('Text of the system prompt.'),
  additionalInstructions: any('Text behind the system prompt.'),
};

/** google.github.io/dotprompt/reference/frontmatter */
const dotprompt: Readonly<Record<string, KeyFacts>> = {
  name: any('Name of the prompt. Unless given, that of the file.'),
  variant: any('Name of this variant. Unless given, that in the name of the file.'),
  version: any('Version of the prompt.'),
  description: any('What the prompt is for.'),
  model: { what: 'The model, with the provider in front: `googleai/gemini-2.5-flash`.', model: true },
  tools: any(
    'Names of the tools that the model may call. They are sent in front of everything else: a change loses the whole cache.',
  ),
  toolDefs: any('Tools that are defined here.'),
  config: { what: 'Parameters of the request.', parameters: true },
  input: {
    what: 'Variables of the prompt.',
    keys: { schema: any('Variables with their types.'), default: any('Values of variables that are not given.') },
  },
  output: {
    what: 'What comes back.',
    keys: {
      format: { what: 'Form of the answer.', values: ['json', 'text', 'media', 'jsonl', 'array', 'enum'] },
      schema: any('Form of the answer, key by key.'),
    },
  },
  metadata: any('Whatever else belongs to the prompt; nothing of it is sent.'),
  ext: any('Keys of extensions.'),
  raw: any('The front matter as it is written.'),
  maxTurns: any('Most rounds of tool calls.'),
  toolChoice: { what: 'Whether the model may, must or must not call a tool.', values: ['auto', 'required', 'none'] },
  returnToolRequests: any('Gives tool calls back instead of carrying them out.'),
  use: any('Middleware of the request.'),
};

/** Undefined for formats whose front matter is free, or checked by the editor itself, as that of VS Code's own prompt files is. */
export function frontMatterKeys(format: PromptFormat): Readonly<Record<string, KeyFacts>> | undefined {
  if (format === 'prompty') return prompty;
  return format === 'dotprompt' ? dotprompt : undefined;
}
