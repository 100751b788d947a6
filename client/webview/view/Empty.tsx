// What stands in the page while there is no prompt to show.

export function Loading() {
  return (
    <main class="empty" aria-busy="true">
      <div class="skeleton skeleton-title" />
      <div class="skeleton skeleton-figures" />
      <div class="skeleton skeleton-map" />
      <p role="status">Reading the prompt…</p>
    </main>
  );
}

export function Empty({ why, onCourse }: { readonly why: string | undefined; readonly onCourse: () => void }) {
  return (
    <main class="empty">
      <h1>No prompt to show</h1>
      <p role="status">{why ?? 'There is no model call in this document.'}</p>
      <p>
        Put the cursor on a model call and run <b>Hitrate: Profile This Prompt</b>.
      </p>
      <p>
        <button type="button" onClick={onCourse}>
          From the course: support agent
        </button>
      </p>
    </main>
  );
}
