import assert from 'node:assert/strict';

/**
 * Nothing in `text` steers a terminal, or is a command to a CI service. In words of its own, since the pattern of the
 * machine may be the one that is wrong.
 */
export function assertInert(text: string, what: string): void {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const steers =
      code < 0x20 ? code !== 0x0a && code !== 0x09 : code === 0x7f || (code >= 0x80 && code < 0xa0);
    assert.ok(!steers, `${what}: the control character ${code.toString(16)} is left`);
    assert.ok(
      !/\p{Bidi_Control}|\p{Cf}|\p{Cs}|\u2028|\u2029/u.test(character),
      `${what}: U+${code.toString(16)} is left`,
    );
  }
  for (const line of text.split('\n')) {
    // As the runners of GitHub (ActionCommand.cs) and Azure Pipelines read a line.
    assert.ok(!/^::[a-z]/i.test(line.trimStart()), `${what}: CI would obey ${JSON.stringify(line)}`);
    assert.ok(!/##(?:\[|vso\[|teamcity\[)/i.test(line), `${what}: CI would obey ${JSON.stringify(line)}`);
  }
}
