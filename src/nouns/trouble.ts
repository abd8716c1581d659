/** What is wrong: one cause, what shows it, and what to do about it. */
export interface Trouble {
  readonly cause: string;
  readonly evidence: string;
  readonly cure: string;
}

/** A trouble as the message of an error: cause, evidence and cure in a line each. */
export function troubleText({ cause, evidence, cure }: Trouble): string {
  return `${cause}\n  evidence  ${evidence}\n  cure      ${cure}`;
}
