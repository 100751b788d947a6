// What the editor starts to record, and how it learns the addresses that programs have to call.
import { describe, expect, test } from 'vitest';
import { readVariables } from '../../../client/src/recording/readVariables.ts';
import { recorderProgram, recordingName } from '../../../client/src/recording/recorderProgram.ts';
import { recorderVariables } from '../../../server/src/runs/recorder/upstreams.ts';

describe('the variables of the recorder', () => {
  const variables = recorderVariables(41_234);
  const said = `Recording to run.jsonl until Ctrl+C, from programs with these variables:\n\n${Object.entries(variables)
    .map(([name, value]) => `  ${name}=${value}`)
    .join('\n')}\n`;

  test('are read from what it says', () => {
    expect(readVariables(said)).toEqual(variables);
    expect(readVariables(said.replaceAll('\n', '\r\n'))).toEqual(variables);
  });

  test('are waited for until all of them are there', () => {
    for (let length = 0; length < said.length; length += 7)
      expect(readVariables(said.slice(0, length))).toBeUndefined();
  });
});

test('a program is run behind two dashes, by the Node of the editor', () => {
  const { args, environment } = recorderProgram('/ext', 'run.jsonl', ['/bin/zsh']);
  expect(args).toEqual(['/ext/dist/cli.js', 'record', '--out', 'run.jsonl', '--', '/bin/zsh']);
  expect(environment.ELECTRON_RUN_AS_NODE).toBe('1');
  expect(recordingName(new Date(0))).toBe('hitrate-1970-01-01-00-00-00.jsonl');
});
