// The stages of the page in a real browser: the course's numbers, and what changes with them.
import { expect, test } from 'vitest';
import { supportAgent, webBench } from './harness/index.ts';

const bench = webBench();

test('a result cache: one lifetime for all is too long for the clock or too short for the order', async () => {
  const { tab, offences } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-stages').click();
  const row = (tool: string): Promise<string[]> =>
    tab.locator('.panel tr', { hasText: tool }).locator('td.number').allTextContents();
  expect((await row('all tools')).slice(0, 4)).toEqual(['12', '3', '9', '0']);
  await tab.getByRole('button', { name: 'One for all' }).press('Enter');
  expect(Number((await row('current_time'))[3])).toBeGreaterThan(0);
  await tab.getByLabel('All tools').fill('10');
  expect((await row('lookup_order')).slice(1, 2)).toEqual(['0']);
  expect((await row('all tools'))[3]).toBe('0');
  expect(await offences()).toEqual([]);
});

test('tools at once: 1,500 ms become 700; 1,000 where one needs another', async () => {
  const { tab } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-stages').click();
  await tab.getByRole('button', { name: 'Tools at once' }).press('Enter');
  const captions = (): Promise<string[]> => tab.locator('.gantt figcaption').allTextContents();
  expect(await captions()).toEqual([
    'One after the other 1,500 ms',
    'All at once 700 ms, 800 ms saved',
    '8 at a time 700 ms, 800 ms saved',
  ]);
  await tab.getByLabel('needs').nth(1).selectOption('lookup_user');
  expect((await captions())[1]).toBe('All at once 1,000 ms, 500 ms saved');
  await tab.getByLabel('needs').nth(0).selectOption('lookup_balance');
  expect(await tab.getByRole('alert').textContent()).toContain('wait for each other');
  await tab.getByRole('button', { name: 'Thirty calls' }).click();
  await tab.getByLabel('Pool').fill('10');
  expect(await captions()).toEqual([
    'One after the other 3,000 ms',
    'All at once 100 ms, 2,900 ms saved',
    '10 at a time 300 ms, 2,700 ms saved',
  ]);
});

test('batches: few agents wait for the window, many are served', async () => {
  const { tab } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-stages').click();
  await tab.getByRole('button', { name: 'Batches' }).press('Enter');
  await tab.getByText(/^From \d+ agent/).waitFor();
  await tab.getByLabel('Window').fill('0');
  await tab.getByText(/^From 1 agent |^Batching makes/).waitFor();
});

test('what was set is there again after a reload', async () => {
  const { tab, send } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-stages').click();
  await tab.getByLabel('weather').fill('30');
  await tab.waitForTimeout(300);
  await tab.reload();
  await send({ type: 'page', page: supportAgent, isTrusted: true });
  expect(await tab.getByLabel('weather').inputValue()).toBe('30');
  await tab.getByRole('button', { name: 'The course’s numbers' }).click();
  expect(await tab.getByLabel('weather').inputValue()).toBe('300');
});
