// DSPy: receivers that are not its own, and ways of writing that the fixture leaves out.
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

test('what is made of something else is none', () => {
  const program = `import dspy
from shop import Predict
def run(question, program):
    program(question=question)
    dspy.configure(lm=dspy.LM("openai/gpt-5.5"))
    dspy.Example(question=question)
    return Predict("q -> a")(question=question)
`;
  expect(shown(program)).toEqual([]);
});

test('a predictor that is only made sends nothing, and one that is awaited does', () => {
  const program = `import dspy
predict = dspy.Predict("question: str -> answer: str")
idle = dspy.ChainOfThought("a -> b")
async def run(question: str):
    return await predict.acall(question=question)
`;
  expect(shown(program)).toEqual([
    'unknown chat create, cache unknown, marks may be hidden, history one-shot',
    '  system: system text "Your input fields are:⏎1. `question`⏎Your output fields are:⏎1. `answer`⏎your objective is: Given the fields…stion`, produce the fields `answer`."',
    '  messages: user text "[[ ## question ## ]]⏎«question ?»⏎⏎"',
  ]);
});
