// Says what became of something that was applied or exported.

interface NoticeProps {
  readonly kind: 'done' | 'failed';
  readonly text: string;
  readonly onDismiss: () => void;
}

export function Notice({ kind, text, onDismiss }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'failed' ? 'alert' : 'status'}>
      <span>{text}</span>
      <button type="button" class="quiet" aria-label="Dismiss" onClick={onDismiss}>
        ✕
      </button>
    </div>
  );
}
