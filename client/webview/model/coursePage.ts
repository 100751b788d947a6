// The course's support agent as a page, for readers who want its worked numbers, or have no call of their own at hand.
import { blockTokens, courseAgent, pack } from '../../../server/src/engine/profile/index.ts';
import type { PageBlock, ProfilePage, SourceRange } from '../../../server/src/protocol/index.ts';

const nowhere: SourceRange = { uri: '', start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const labels = ['tool definitions', 'system prompt', 'history'] as const;

/** Priced with the model of `page`. */
export function coursePage(page: ProfilePage | undefined): ProfilePage {
  const blocks = courseAgent.blocks.map((block, index): PageBlock => {
    return {
      level: block.level,
      role: block.role,
      type: block.type,
      label: labels[index] ?? block.type,
      tokens: blockTokens(block),
      state: 'stable',
      segments: [],
      range: nowhere,
      notWritable: 'This prompt is an example: there is no code to write it into.',
      isDoubtful: false,
    };
  });
  return {
    uri: '',
    version: 0,
    offset: 0,
    file: '',
    line: 0,
    callee: 'Support agent of the course',
    key: 'course: support agent',
    ...(page?.model === undefined ? {} : { model: page.model }),
    ...(page?.modelProblem === undefined ? {} : { modelProblem: page.modelProblem }),
    plan: pack(courseAgent),
    blocks,
    marks: [],
    ...(page?.rules === undefined ? {} : { rules: page.rules }),
    scenario: {
      ticks: 20,
      outputTokens: 200,
      reasoningTokens: 0,
      toolResultTokens: 300,
      gapSeconds: 5,
      tasksPerDay: 100,
      holeTokens: 50,
    },
    findings: [],
    holes: [],
    providers: [],
    assumptions: ['Tools of 1,500 tokens, a system prompt of 3,000, and a history of 200 tokens that grows to 3,400.'],
    sources: page?.sources ?? [],
  };
}
