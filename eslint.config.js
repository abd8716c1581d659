import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'reports/', 'keys/', 'suites/*/', 'targets/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Types promise what a parsed file or a stranger's answer may lack: a check that looks needless is the safe one.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Numbers and booleans read well in messages.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Scenario data is JSON of any kind; `String(value)` is how a plugin reads its argument, already checked by schema.
      '@typescript-eslint/no-base-to-string': 'off',
      // Plugins are asynchronous by contract, also those that have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // node:test returns promises that it awaits itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'describe', 'it', 'suite'], package: 'node:test' },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals (erasable syntax only).' },
      ],
    },
  },
  {
    files: ['**/*.js', 'playwright.config.ts'],
    languageOptions: { parserOptions: { project: null } },
    rules: tseslint.configs.disableTypeChecked.rules,
  },
);
