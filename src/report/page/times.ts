import { formatMs } from '../../evidence/transcript.js';
import type { ResponseTimes } from '../response-times.js';
import { html, type Html } from './html.js';

/** The response time that the standard asks of the registration endpoints, milliseconds. */
const TIER_MS = 1000;
const WIDTH = 400;

/** Median and 95th percentile per endpoint as bars against the tier; the figures stand beside them. */
export function timesSection(times: readonly ResponseTimes[]): Html {
  if (times.length === 0) return html``;
  const longest = Math.max(...times.map(({ p95 }) => p95), TIER_MS) * 1.08;
  return html`<section id="times">
    <h2>Response times</h2>
    <p class="lead">
      Measured by the harness, network and TLS handshakes included, while it ran several cases at once. The
      dashed line is the standard’s ${TIER_MS} ms.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Response times">
      <table class="times">
        <thead>
          <tr>
            <th scope="col">Endpoint</th>
            <th scope="col" class="plot">
              <span class="key p50"></span>median <span class="key p95"></span>95th percentile
            </th>
            <th scope="col" class="number">p50</th>
            <th scope="col" class="number">p95</th>
            <th scope="col" class="number">Answers</th>
          </tr>
        </thead>
        <tbody>
          ${times.map((row) => timesRow(row, longest))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function timesRow({ action, answers, p50, p95 }: ResponseTimes, longest: number): Html {
  const x = (ms: number): string => ((ms / longest) * WIDTH).toFixed(1);
  return html`<tr>
    <th scope="row">${action}</th>
    <td class="plot">
      <svg viewBox="0 0 ${WIDTH} 24" preserveAspectRatio="none" aria-hidden="true">
        <rect class="p95${p95 > TIER_MS ? ' over' : ''}" x="0" y="7" width="${x(p95)}" height="10" rx="2" />
        <rect class="p50" x="0" y="7" width="${x(p50)}" height="10" rx="2" />
        <line class="tier" x1="${x(TIER_MS)}" x2="${x(TIER_MS)}" y1="0" y2="24" />
      </svg>
    </td>
    <td class="number">${formatMs(p50)}</td>
    <td class="number${p95 > TIER_MS ? ' over' : ''}">${formatMs(p95)}</td>
    <td class="number">${answers}</td>
  </tr>`;
}
