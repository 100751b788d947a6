// One of the fifty systems of an agent's bill: where a user finds it, and the tests that hold it.

/** A test, and a change of the source behind it that it must notice. */
export interface SystemTest {
  readonly file: string;
  /** Part of the test's full name; words in between may be left out at its end only. */
  readonly name: string;
  /** Fixture that the test is made from. */
  readonly fixture?: string;
  readonly change: { readonly file: string; readonly search: string; readonly replace: string };
}

export interface SystemRow {
  readonly number: number;
  readonly system: string;
  /** Markdown. */
  readonly where: string;
  readonly tests: readonly SystemTest[];
  /** Ids of rules that are not written yet. */
  readonly missing?: readonly string[];
}

export interface Systems {
  readonly rows: readonly SystemRow[];
  /** Where the product differs from what is often written, as sentences. */
  readonly differences: readonly string[];
}
