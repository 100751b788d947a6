// Requests of Amazon Bedrock: whose calls they are, and where its cache points stand.
import { describe, expect, test } from 'vitest';
import {
  type Arguments,
  type CallSite,
  type Request,
  unknownVolatility,
  type Value,
} from '../../../../server/src/engine/model/index.ts';
import { recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { keywords, type PlainRecord, place, positional, site, symbol } from '../../../harness/values.ts';

const hello = [{ role: 'user', content: [{ text: 'Hello' }] }];
const claude = { modelId: 'us.anthropic.claude-sonnet-5', messages: hello };
const point = { cachePoint: { type: 'default' } };
const sdk = '@aws-sdk/client-bedrock-runtime';

function found(callee: string, args: Arguments, more?: Partial<CallSite>): Request | undefined {
  return recognize(site(callee, args, more))?.request;
}

function converse(options: PlainRecord): Request {
  const request = found("boto3:client.('bedrock-runtime').converse", keywords({ ...claude, ...options }));
  if (request === undefined) throw new Error('not recognized');
  return request;
}

const command = (name: string, options: PlainRecord): Arguments =>
  positional({ ...symbol(sdk, name, '()'), calls: [positional(options)] });

describe('callees', () => {
  test.each([
    ['ConverseCommand', 'create'],
    ['ConverseStreamCommand', 'stream'],
  ])('%s is sent', (name, operation) => {
    const request = found(`${sdk}:BedrockRuntimeClient.().send`, command(name, claude));
    expect(request).toMatchObject({
      operation,
      sureness: 'sure',
      provider: 'amazon-bedrock',
      models: [claude.modelId],
    });
  });

  test('a client that was handed in is likely', () => {
    const request = found('client.send', command('ConverseCommand', claude), { packages: [sdk] });
    expect(request).toMatchObject({ sureness: 'likely', provider: 'amazon-bedrock' });
    expect(found('self.client.converse', keywords(claude))).toMatchObject({ sureness: 'likely' });
  });

  test('one of two ways to come by the command is enough', () => {
    const made = (from: string, name: string): Value => ({ ...symbol(from, name, '()'), calls: [positional(claude)] });
    const options = [made('elsewhere', 'Command'), made(sdk, 'ConverseCommand')];
    const either = positional({ kind: 'choice', options, by: unknownVolatility, place: place() });
    expect(found(`${sdk}:BedrockRuntimeClient.().send`, either)).toMatchObject({ provider: 'amazon-bedrock' });
  });

  test.each([
    ['another command', `${sdk}:BedrockRuntimeClient.().send`, command('ApplyGuardrailCommand', claude)],
    ['another client', '@aws-sdk/client-s3:S3Client.().send', command('ConverseCommand', claude)],
    ['a socket', 'socket.send', positional('Hello')],
    ['another service', "boto3:client.('lexv2').converse", keywords({ text: 'Hello' })],
  ])('%s is none', (_, callee, args) => {
    expect(found(callee, args, { packages: [sdk] })).toBeUndefined();
  });

  test.each([
    ['amazon.nova-pro-v1:0', 'amazon-bedrock'],
    ['meta.llama4-maverick-17b-instruct-v1:0', 'unknown'],
  ])('%s is of %s', (modelId, provider) => {
    expect(converse({ modelId }).provider).toBe(provider);
  });
});

describe('cache points', () => {
  test('mark the tool, the system block or the content before them', () => {
    const spec = { toolSpec: { name: 'look', inputSchema: { json: { type: 'object' } } } };
    const request = converse({
      toolConfig: { tools: [spec, point] },
      system: [{ text: 'Rules' }, { cachePoint: { type: 'default', ttl: '1h' } }, { text: 'Tail' }],
      messages: [{ role: 'user', content: [{ text: 'Long' }, point, { text: 'Short' }] }],
    });
    expect(showPart(request.tools)).toEqual(['system tool "{"name":"look","input_schema":{"type":"object"}}" [5m]']);
    expect(showPart(request.system)).toEqual(['system text "Rules" [1h]', 'system text "Tail"']);
    expect(showPart(request.messages)).toEqual(['user text "Long" [5m]', 'user text "Short"']);
  });

  test('with nothing before them mark nothing', () => {
    expect(showPart(converse({ system: [point, { text: 'Rules' }] }).system)).toEqual(['system text "Rules"']);
  });
});

test('tool calls and results are known by their key', () => {
  const request = converse({
    messages: [
      { role: 'assistant', content: [{ toolUse: { toolUseId: '1', name: 'look', input: { at: 'x' } } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: '1', content: [{ text: 'seen' }] } }, point] },
    ],
  });
  expect(showPart(request.messages)).toEqual(['assistant tool_use "look{"at":"x"}"', 'user tool_result "seen" [5m]']);
});

test('settings of the model are parameters', () => {
  const toolConfig = { tools: [], toolChoice: { any: {} } };
  const request = converse({ toolConfig, additionalModelRequestFields: { thinking: { type: 'adaptive' } } });
  expect([...request.params.keys()]).toEqual(['thinking', 'tool_choice']);
});
