import { configuration } from '../src/playwright/configuration.js';

/**
 * How long Playwright waits for a sign of life from a worker that it has told to stop, milliseconds; 300,000 by default. One
 * that is interrupted in the moment in which it is started is not there yet to be told (`WorkerHost` of 1.65.1 makes a folder
 * first), and has nothing to end. One that winds up gives a sign each second.
 */
process.env['PWTEST_CHILD_PROCESS_TIMEOUT'] ??= '10000';

export default await configuration();
