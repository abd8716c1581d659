import { configuration } from '../src/playwright/configuration.js';

export default await configuration();
