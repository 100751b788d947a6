// What holds for every rule: its id, its words, and its placeholders.
import { describe, expect, it } from 'vitest';
import { ruleList } from '../../../../server/src/engine/rules/index.ts';

describe.each(ruleList.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('names the offending pattern in kebab-case, without a verdict', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(id).not.toMatch(/^(no|prefer|use|disallow)-/);
  });

  it('has whole sentences for documentation', () => {
    for (const text of Object.values(rule.docs)) expect(text).toMatch(/^[A-Z`].{20,}\.$/s);
    expect(rule.summary).toMatch(/^[a-z].*[^.]$/);
  });

  it('has messages of whole sentences that say what to do', () => {
    for (const message of Object.values(rule.messages)) expect(message).toMatch(/(\.|\{advice\})$/);
  });
});

it('lists every rule once, in order', () => {
  const ids = ruleList.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
});
