// The patterns that tell parts apart without colour.

export function MapPatterns() {
  return (
    <defs>
      <pattern id="state-changing" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="ink" width="3" height="7" />
      </pattern>
      <pattern id="state-partly" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="ink" width="2" height="12" />
      </pattern>
      <pattern id="state-unknown" width="7" height="7" patternUnits="userSpaceOnUse">
        <circle class="ink" cx="2" cy="2" r="1.3" />
      </pattern>
    </defs>
  );
}

/** Patterns of what is billed; one drawing of the page holds them for all. */
export function BillPatterns() {
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="bill-write5m" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="ink" width="2" height="6" />
        </pattern>
        <pattern id="bill-write1h" width="6" height="6" patternUnits="userSpaceOnUse">
          <path class="ink-line" d="M0 3H6M3 0V6" />
        </pattern>
        <pattern id="bill-fresh" width="6" height="6" patternUnits="userSpaceOnUse">
          <circle class="ink" cx="2" cy="2" r="1.2" />
        </pattern>
        <pattern id="bill-output" width="4" height="4" patternUnits="userSpaceOnUse">
          <rect class="ink" width="4" height="1" />
        </pattern>
      </defs>
    </svg>
  );
}
