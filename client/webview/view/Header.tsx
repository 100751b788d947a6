// The head of the page: which call this is, and the model and the scenario that it is priced with.
import { useEffect, useState } from 'preact/hooks';
import { plural } from '../model/format.ts';
import { NumberField } from './NumberField.tsx';
import { revealRange } from './reveal.ts';
import type { Session } from './session.ts';
import { Visible } from './Visible.tsx';

export function Header({ host, state, dispatch, page, play }: Session) {
  const isCourse = page.file === '';
  const { scenario } = play;
  const findings = page.findings.length;
  const set = (change: Partial<typeof scenario>): void =>
    dispatch({ type: 'play', change: { scenario: { ...scenario, ...change } } });
  return (
    <header class="head">
      <div class="head-title">
        <h1>
          <Visible text={page.callee} most={120} />
        </h1>
        <p class="head-place">
          {isCourse ? (
            <span>Priced with the model of the code</span>
          ) : (
            <button
              type="button"
              class="link"
              onClick={() =>
                revealRange(host, {
                  uri: page.uri,
                  start: { line: page.line - 1, character: 0 },
                  end: { line: page.line - 1, character: 0 },
                })
              }
            >
              <Visible text={`${page.file}:${page.line}`} most={120} />
            </button>
          )}
          {isCourse ? null : (
            <button type="button" class="link" onClick={() => dispatch({ type: 'look', change: { tab: 'misses' } })}>
              {findings === 0 ? 'no findings' : plural(findings, 'finding')}
            </button>
          )}
          {state.page === undefined && isCourse ? null : (
            <button
              type="button"
              class="link"
              onClick={() => dispatch({ type: 'look', change: { showsCourse: !isCourse } })}
            >
              {isCourse ? 'Back to the code' : 'From the course: support agent'}
            </button>
          )}
        </p>
      </div>
      <div class="head-fields">
        <ModelField
          id={page.model?.id ?? ''}
          isAssumed={page.model?.isAssumed ?? false}
          choices={state.compared?.models.map(({ id }) => id) ?? []}
          onOpen={() => {
            if (state.compared === undefined) host.post({ type: 'compare' });
          }}
          onChange={(model) => {
            dispatch({ type: 'keep', change: { model: model === '' ? undefined : model } });
            host.post(model === '' ? { type: 'model' } : { type: 'model', model });
          }}
        />
        <NumberField label="Ticks" value={scenario.ticks} min={1} max={200} onChange={(ticks) => set({ ticks })} />
        <NumberField
          label="Gap"
          unit="s"
          value={scenario.gapSeconds}
          min={0}
          max={31_536_000}
          onChange={(gapSeconds) => set({ gapSeconds })}
        />
        <NumberField
          label="Output"
          unit="tok"
          value={scenario.outputTokens}
          min={0}
          max={1_000_000}
          onChange={(outputTokens) => set({ outputTokens })}
        />
        <NumberField
          label="Runs a day"
          value={scenario.tasksPerDay}
          min={0}
          max={1_000_000_000}
          onChange={(tasksPerDay) => set({ tasksPerDay })}
        />
      </div>
    </header>
  );
}

interface ModelFieldProps {
  readonly id: string;
  readonly isAssumed: boolean;
  readonly choices: readonly string[];
  readonly onOpen: () => void;
  readonly onChange: (model: string) => void;
}

function ModelField({ id, isAssumed, choices, onOpen, onChange }: ModelFieldProps) {
  const [text, setText] = useState(id);
  useEffect(() => setText(id), [id]);
  const commit = (): void => {
    if (text.trim() !== id) onChange(text.trim());
  };
  return (
    <label class="field field-model">
      <span>{isAssumed ? 'Model (assumed)' : 'Model'}</span>
      <input
        type="text"
        list="models"
        spellcheck={false}
        placeholder="name a model"
        value={text}
        onFocus={onOpen}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onChange={commit}
      />
      <datalist id="models">
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    </label>
  );
}
