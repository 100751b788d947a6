// Haystack: receivers that are not its own, and ways of writing that the fixture leaves out.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { showCall } from '../../../harness/showCall.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const shown = (program: string): readonly string[] => callsOf(engine, 'py', program).flatMap(showCall);

test('components that are no generators are none', () => {
  const program = `from haystack import Pipeline
from haystack.components.embedders import OpenAITextEmbedder
from haystack.components.writers import DocumentWriter
def index(documents, store, runner):
    runner.run(documents)
    OpenAITextEmbedder().run(text="x")
    pipeline = Pipeline()
    pipeline.add_component("writer", DocumentWriter(document_store=store))
    return pipeline.run({"writer": {"documents": documents}})
`;
  expect(shown(program)).toEqual([]);
});

test('a template that is given with the run, and several generators', () => {
  const program = `from haystack import Pipeline
from haystack.components.builders import ChatPromptBuilder
from haystack.components.generators import OpenAIGenerator
from haystack_integrations.components.generators.amazon_bedrock import AmazonBedrockChatGenerator
from haystack.dataclasses import ChatMessage
def ask(question: str):
    pipeline = Pipeline()
    pipeline.add_component("prompt", ChatPromptBuilder())
    pipeline.add_component("first", AmazonBedrockChatGenerator(model="anthropic.claude-sonnet-5", tools_cachepoint_config={"type": "default"}))
    pipeline.add_component("second", OpenAIGenerator(model="gpt-5.5"))
    pipeline.connect("prompt", "first.messages")
    pipeline.connect("first.replies", "second.prompt")
    template = [ChatMessage.from_system("Be brief, {{who}}."), ChatMessage.from_user("{{question}}")]
    return pipeline.run({"prompt": {"template": template, "template_variables": {"who": "Ann", "question": question}}})
`;
  expect(shown(program)).toEqual([
    'amazon-bedrock converse create anthropic.claude-sonnet-5, cache explicit, marks may be hidden, history one-shot',
    '  system: system text "Be brief, Ann."',
    '  messages: user text "«question ?»"',
    'openai chat create gpt-5.5, cache automatic, marks may be hidden, history one-shot',
    '  messages: user unknown "«first ?»"',
  ]);
});
