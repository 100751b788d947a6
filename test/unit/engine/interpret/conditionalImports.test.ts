// Tests that names which Python binds inside a block are known behind it: optional packages, and classes made under a condition.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const call = 'completion(model="gpt-4o", messages=[{"role": "user", "content": "x"}])';
const rows: Readonly<Record<string, string>> = {
  'an optional package': `try:\n    import litellm\nexcept ImportError:\n    raise ImportError("litellm is missing")\n\ndef ask():\n    return litellm.${call}\n`,
  'an optional package that may be None': `try:\n    import litellm\nexcept ImportError:\n    litellm = None\n\ndef ask():\n    return litellm.${call}\n`,
  'a name of an optional package': `try:\n    from litellm import completion\nexcept ImportError:\n    completion = None\n\ndef ask():\n    return ${call}\n`,
  'an import inside a function': `def ask():\n    if True:\n        import litellm\n    return litellm.${call}\n`,
  'a class under a condition': `import sys\nimport litellm\nif sys.version_info > (3, 10):\n    class Asker:\n        def ask(self):\n            return litellm.${call}\n\nAsker().ask()\n`,
};

test.each(Object.entries(rows))('%s', (_name, program) => {
  expect(callsOf(engine, 'py', program).map(({ call: { request } }) => request.sdk)).toEqual(['litellm']);
});
