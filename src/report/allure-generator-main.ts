/** Program of the process that makes the Allure page: loads Allure at once, and makes one page when it is told. */
import { isOrder, notInstalled } from './allure-generator.js';

// Whoever started it is gone: nobody waits for the page.
process.once('disconnect', () => process.exit(1));

const told = new Promise<unknown>((resolve) => {
  process.once('message', resolve);
});

const allure = await import('@allurereport/core').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(notInstalled);
});

const order = await told;
if (!isOrder(order)) throw new Error('the generator was told something that is no order');
const config = await allure.readConfig(order.cwd, order.config, {});
const report = new allure.AllureReport(config);
await report.start();
await report.readDirectory(order.resultsDir);
await report.done();
process.exit(0);
