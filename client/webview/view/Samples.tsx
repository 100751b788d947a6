// The texts that stand in a run for what is known only at run time; remembered for each call.
import { plural } from '../model/format.ts';
import type { Session } from './session.ts';
import { Visible } from './Visible.tsx';

export function Samples({ session, isDisabled }: { readonly session: Session; readonly isDisabled: boolean }) {
  const { page, state, dispatch } = session;
  const { samples = {} } = state.kept;
  if (page.holes.length === 0) return null;
  const own = page.holes.filter(({ label }) => samples[label] !== undefined).length;
  const set = (label: string, text: string | undefined): void => {
    const { [label]: _, ...rest } = samples;
    dispatch({ type: 'keep', change: { samples: text === undefined ? rest : { ...rest, [label]: text } } });
  };
  return (
    <details class="samples" open={page.holes.length <= 3}>
      <summary>
        {plural(page.holes.length, 'value')} of run time{own === 0 ? '' : `, ${own} of your own`}
      </summary>
      <ul class="sample-list">
        {page.holes.map(({ label, sample }, index) => (
          <li key={label}>
            <label for={`sample-${index}`}>
              <Visible text={label} most={160} />
            </label>
            <textarea
              id={`sample-${index}`}
              rows={1}
              spellcheck={false}
              disabled={isDisabled}
              value={samples[label] ?? sample.slice(0, longest)}
              onChange={({ currentTarget }) => set(label, currentTarget.value)}
            />
            {samples[label] === undefined ? (
              <span class="dim">made up</span>
            ) : (
              <button type="button" class="link" disabled={isDisabled} onClick={() => set(label, undefined)}>
                Reset
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Characters of a made-up text that the form shows. */
const longest = 4_000;
