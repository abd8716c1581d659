// The configuration is compiled with the rest (`npm run build`), so that a run transforms nothing.
export { default } from './dist/suites/playwright.config.js';
