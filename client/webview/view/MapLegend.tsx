// What the colours and patterns of the map stand for, with the tokens and the share of each.
import type { ProfilePage } from '../../../server/src/protocol/index.ts';
import { count, plural } from '../model/format.ts';
import { groupNames, groupSums } from '../model/mapGroups.ts';
import type { MapLayout } from '../model/mapLayout.ts';

export function MapLegend({ page, layout }: { readonly page: ProfilePage; readonly layout: MapLayout }) {
  return (
    <ul class="legend">
      {groupSums(layout, page.blocks).map(({ group, parts, tokens, words, state }) => (
        <li key={group}>
          <svg class="swatch" aria-hidden="true">
            <g class={`span span-${group}`}>
              <rect width="100%" height="100%" />
              {state === 'stable' ? null : (
                <rect class="state" width="100%" height="100%" fill={`url(#state-${state})`} />
              )}
            </g>
          </svg>
          <span>
            <b>{groupNames[group]}</b> {count(tokens)} tok · {Math.round((tokens / layout.total) * 100)}%
            {parts > 1 ? ` · ${plural(parts, 'part')}` : ''}
            <span class="dim"> {shortList(words)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

const mostWords = 4;

function shortList(words: readonly string[]): string {
  const left = words.length - mostWords;
  return [...words.slice(0, mostWords), ...(left > 0 ? [`${left} more ways`] : [])].join('; ');
}
