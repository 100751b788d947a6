// What the numbers rest on: prices with their dates, and what was assumed.
import type { ProfilePage } from '../../../server/src/protocol/index.ts';
import { Visible } from './Visible.tsx';

export function Sources({ page: { assumptions, sources, rules } }: { readonly page: ProfilePage }) {
  if (assumptions.length + sources.length === 0) return null;
  return (
    <footer class="sources">
      <details>
        <summary>What these numbers rest on</summary>
        <ul>
          {[...assumptions, ...sources, ...(rules?.isBestEffort ? [bestEffort] : [])].map((line) => (
            <li key={line}>
              <Visible text={line} />
            </li>
          ))}
        </ul>
      </details>
    </footer>
  );
}

const bestEffort = 'This cache is best-effort: the provider may miss even when every rule is met.';
