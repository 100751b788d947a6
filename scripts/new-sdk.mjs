// Lays out a new SDK: its recognizer, its fixture, and the registry.
import { scaffold } from './scaffold.mjs';

const [name, packageName] = process.argv.slice(2);

if (name === undefined || packageName === undefined || !/^[a-z][A-Za-z0-9]*$/.test(name)) {
  console.error(
    'usage: new-sdk.mjs <name> <package>\nThe name is in camel case, the package is spelled as in imports.',
  );
  process.exit(2);
}

scaffold({
  [`server/src/engine/recognizers/${name}.ts`]: `// TODO: one sentence that says which SDK this is.
import type { Arguments, CallSite, Request } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { buildRequest, modelNames, optionOrUnseen, optionsPlaceOf, partOf } from './shared/buildRequest.ts';
import { matchMethod } from './shared/matchMethod.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { optionsOf } from './shared/options.ts';
import { requestParams } from './shared/requestParams.ts';

const methods = { packages: ['${packageName}'], tails: [['chat']] } as const;

const taken: ReadonlySet<string> = new Set(['model', 'messages']);

export const ${name}: Recognizer = {
  id: '${name}',
  packages: methods.packages,
  tails: methods.tails,
  matches: (callee) => (matchMethod(callee, methods) === 'sure' ? 'sure' : undefined),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const options = optionsOf(args);
  return buildRequest({
    sdk: '${name}',
    provider: 'unknown',
    api: 'chat',
    operation: 'create',
    sureness: 'sure',
    options,
    models: modelNames(options),
    tools: undefined,
    system: undefined,
    messages: partOf('messages', optionOrUnseen(options, 'messages'), ({ value }) =>
      messageBlocks(value, { markOf: () => undefined }),
    ),
    params: requestParams(options, taken),
    cacheMode: 'unknown',
    optionsPlace: optionsPlaceOf(site, options),
  });
}
`,
  [`test/fixtures/sdks/${name}.md`]: `# ${name}

TODO: which SDK this is.

## A clock in front of the policy

\`\`\`settings
{ "policy": true }
\`\`\`

\`\`\`py
import time

from ${packageName} import chat

from policy import POLICY

chat(messages=[{"role": "system", "content": f"It is {time.time()}.\\n{POLICY}"}, {"role": "user", "content": "Hello"}])
\`\`\`
`,
});
