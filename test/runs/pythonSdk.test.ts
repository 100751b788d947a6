// The Python SDK of Anthropic against the local provider: the package itself where it is installed, and its wire format everywhere.
import { spawn, spawnSync } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalProvider } from '../../server/src/runs/index.ts';
import { lookup, rules, startTestProvider } from './harness/provider.ts';

let provider: LocalProvider;

beforeAll(async () => {
  provider = await startTestProvider();
});
afterAll(() => provider.close());

/** HITRATE_PYTHON may name an interpreter that has the package. */
const python = process.env.HITRATE_PYTHON ?? 'python3';
const installed = spawnSync(python, ['-c', 'import anthropic; print(anthropic.__version__)'], { encoding: 'utf8' });
const hasPackage = installed.status === 0;
if (!hasPackage) {
  console.warn(
    `SKIPPED: ${python} has no package "anthropic", so only its wire format is tested, not the package itself.`,
  );
}

const program = `
import json, sys, anthropic
client = anthropic.Anthropic(api_key="sk-ant-test", base_url=sys.argv[1], max_retries=0)
rules = sys.stdin.read()
tools = [{"name": "lookup", "description": "Looks an order up.", "input_schema": ${JSON.stringify(lookup.schema)}}]
out = []
for streams in (False, True):
    messages = [{"role": "user", "content": "Where is my order?"}]
    usages = []
    for tick in range(5):
        params = dict(model="claude-sonnet-4-6", max_tokens=1024, cache_control={"type": "ephemeral"},
                      system=f"{streams} {rules}", tools=tools, messages=messages)
        if streams:
            with client.messages.stream(**params) as stream:
                answer = stream.get_final_message()
        else:
            answer = client.messages.create(**params)
        usages.append([answer.usage.cache_read_input_tokens, answer.usage.cache_creation_input_tokens, answer.usage.input_tokens])
        messages.append({"role": "assistant", "content": answer.content})
        results = [{"type": "tool_result", "tool_use_id": b.id, "content": "On its way."} for b in answer.content if b.type == "tool_use"]
        if not results: break
        messages.append({"role": "user", "content": results})
    out.append(usages)
print(json.dumps(out))
`;

test.skipIf(!hasPackage)('the package runs five ticks of a tool loop, whole and as streams', async () => {
  const child = spawn(python, [
    '-c',
    program.replaceAll('true', 'True').replaceAll('false', 'False'),
    provider.anthropicUrl,
  ]);
  child.stdin.end(rules);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const code = await new Promise((done) => child.on('close', done));
  expect(err).toBe('');
  expect(code).toBe(0);
  const runs: [read: number, write: number, fresh: number][][] = JSON.parse(out);
  expect(runs).toHaveLength(2);
  for (const usages of runs) checkUsages(usages);
});

test('its headers and bodies, as the package sends them', async () => {
  const usages: [number, number, number][] = [];
  const messages: unknown[] = [{ role: 'user', content: 'Where is my order?' }];
  for (let tick = 0; tick < 5; tick++) {
    const body = {
      max_tokens: 1024,
      messages,
      model: 'claude-sonnet-4-6',
      cache_control: { type: 'ephemeral' },
      system: `wire ${rules}`,
      tools: [{ name: lookup.name, description: lookup.description, input_schema: lookup.schema }],
    };
    const answer = await post(JSON.stringify(body));
    const { usage, content } = answer as { usage: Record<string, number>; content: { type: string; id: string }[] };
    usages.push([
      usage.cache_read_input_tokens ?? -1,
      usage.cache_creation_input_tokens ?? -1,
      usage.input_tokens ?? -1,
    ]);
    messages.push({ role: 'assistant', content });
    const results = content
      .filter(({ type }) => type === 'tool_use')
      .map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'On its way.' }));
    if (results.length === 0) break;
    messages.push({ role: 'user', content: results });
  }
  checkUsages(usages);
});

function checkUsages(usages: readonly (readonly [read: number, write: number, fresh: number])[]): void {
  expect(usages).toHaveLength(5);
  expect(usages[0]?.[0]).toBe(0);
  for (let at = 1; at < 5; at++) {
    const [read = 0, write = 0] = usages[at - 1] ?? [];
    expect(usages[at]?.[0]).toBe(read + write);
  }
}

/** httpx with the headers of the Stainless client. */
function post(body: string): Promise<unknown> {
  return new Promise((done, reject) => {
    const sent = httpRequest(
      `${provider.anthropicUrl}/v1/messages`,
      {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'accept-encoding': 'gzip, deflate',
          connection: 'keep-alive',
          'user-agent': 'Anthropic/Python 1.13.0',
          'x-stainless-lang': 'python',
          'x-stainless-package-version': '1.13.0',
          'x-stainless-os': 'Linux',
          'x-stainless-arch': 'x64',
          'x-stainless-runtime': 'CPython',
          'x-stainless-runtime-version': '3.11.7',
          'x-stainless-async': 'false',
          'x-stainless-retry-count': '0',
          'x-stainless-read-timeout': '600',
          'x-stainless-timeout': '600',
          'anthropic-version': '2023-06-01',
          'x-api-key': 'sk-ant-test',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => done(JSON.parse(text)));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
