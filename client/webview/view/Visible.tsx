// Draws text of others: as text, on its own in the writing direction, with what cannot be seen made visible.
import { visibleText } from '../model/visibleText.ts';

export function Visible({ text, most }: { readonly text: string; readonly most?: number }) {
  return (
    <bdi class="visible">
      {visibleText(text, most).map(({ text: piece, isControl }) =>
        isControl ? <span class="control">{piece}</span> : piece,
      )}
    </bdi>
  );
}
