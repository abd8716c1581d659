/** An option of the command line with its value: `['-t', 'staging']`. */
export type Flag = readonly [name: string, value: string];
