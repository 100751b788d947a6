// One of the fifty systems of an agent's bill: where a user finds it, and the tests that hold it.

/** A test, and a change of the source behind it that it must notice. */
export interface SystemTest {
  readonly file: string;
  /** Part of the test's full name. */
  readonly name: string;
  /** Fixture that the test is made from. */
  readonly fixture?: string;
  readonly change: { readonly file: string; readonly search: string; readonly replace: string };
}

export interface SystemRow {
  readonly number: number;
  readonly system: string;
  /** Markdown; besides its rules. */
  readonly where: string;
  /** Ids; those that are not written yet are said to be missing. */
  readonly rules?: readonly string[];
  /** Besides the fixtures of its rules. */
  readonly tests: readonly SystemTest[];
}

export interface Systems {
  readonly rows: readonly SystemRow[];
  /** Where the product differs from what is often written, as sentences. */
  readonly differences: readonly string[];
}
